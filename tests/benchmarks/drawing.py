"""Our own way from values to papers, and what no writer of the same pages can go below."""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from rehabdesk.documents import fonts, pdf
from rehabdesk.persistence.places import write_whole
from tests.benchmarks.job import Context, Output
from tests.benchmarks.papers import FONTS, Pile, filled, verify_files


def in_one(context: Context) -> Output:
    """Fill the form for each person and draw all papers as one file."""
    context.once("faces", _faces)
    return Output([pdf.draw_many(filled(each) for each in context.data.values)])


def each(context: Context) -> Output:
    """Fill and draw a file a person, each written whole, synced, its fingerprint taken."""
    context.once("faces", _faces)
    paths = []
    for number, values in enumerate(context.data.values):
        content = pdf.draw(filled(values))
        hashlib.sha256(content).hexdigest()
        paths.append(context.scratch / f"paper{context.run}-{number:04d}.pdf")
        write_whole(paths[-1], content)
    return Output([path.read_bytes() for path in paths])


def limit_in_one(context: Context) -> Output:
    return _assembled(context, in_one(context).content)


def limit_each(context: Context) -> Output:
    return _assembled(context, each(context).content)


def verify(context: Context, output: Output) -> Mapping[str, int]:
    found: Pile = context.data
    return verify_files(output.content, found.people)


def _assembled(context: Context, files: Sequence[bytes]) -> Output:
    """Compress the ready pages and write the files: nothing is filled, set or drawn."""
    streams = [_page_streams(file) for file in files]
    start = time.perf_counter()
    for number, (file, pages) in enumerate(zip(files, streams, strict=True)):
        for page in pages:
            zlib.compress(page, 1)
        _write(context.scratch / f"limit{number}.pdf", file)
    return Output(files, time.perf_counter() - start)


def _page_streams(file: bytes) -> list[bytes]:
    pages = PdfReader(BytesIO(file)).pages
    return [page.get_contents().get_data() for page in pages]  # type: ignore[union-attr]


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _faces() -> bool:
    fonts.register(FONTS)
    return True
