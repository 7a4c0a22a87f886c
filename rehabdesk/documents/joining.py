"""Several papers in one file, for one run of the printer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from io import BytesIO

import pypdfium2 as pdfium


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
        return file.getvalue()
