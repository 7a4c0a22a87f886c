"""Several papers in one file, for one run of the printer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from io import BytesIO

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from rehabdesk.domain.refusals import OutsideFault

# The moment PDFium writes into what it saves, and one as long: the same papers are the same bytes.
_MADE_AT = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_NO_MOMENT = b"20000101000000"  # as reportlab has it where nothing may hang on the clock


class PictureUnreadable(OutsideFault):
    def __init__(self) -> None:
        super().__init__(
            "Không mở được ảnh này: tệp hỏng. Dữ liệu đã lưu không sao. Chụp hoặc quét lại."
        )


def joined(papers: Sequence[bytes]) -> bytes:
    """Return one PDF with the pages of all; a single paper stays as it is."""
    if len(papers) == 1:
        return papers[0]
    with closing(pdfium.PdfDocument.new()) as whole:
        for content in papers:
            with closing(pdfium.PdfDocument(content)) as paper:
                whole.import_pages(paper)
        file = BytesIO()
        whole.save(file)
        return _MADE_AT.sub(_NO_MOMENT, file.getvalue(), count=1)


def picture_page(picture: bytes) -> bytes:
    """Return a photograph of a paper as one page, as large as the sheet allows."""
    try:
        image = ImageReader(BytesIO(picture))
        across, down = image.getSize()
        image.getRGBData()
    except OSError as fault:
        raise PictureUnreadable from fault
    page = landscape(A4) if across > down else A4
    scale = min(page[0] / across, page[1] / down)
    width, height = across * scale, down * scale
    file = BytesIO()
    canvas = Canvas(file, pagesize=page, invariant=1)
    canvas.drawImage(image, (page[0] - width) / 2, (page[1] - height) / 2, width, height)
    canvas.save()
    return file.getvalue()
