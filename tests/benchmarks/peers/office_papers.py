"""Decisions by LibreOffice: a docxtpl loop, one by one in a batch, and its own mail merge."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.text import WD_BREAK
from docx.text.paragraph import Paragraph

from rehabdesk.documents import docx, fonts
from tests.benchmarks.job import Context, NotHere, Output
from tests.benchmarks.papers import FONTS, Pile, filled, person_values
from tests.benchmarks.peers import libreoffice
from tests.benchmarks.persons import persons
from tests.benchmarks.processes import Failed, uno_python

FOLDER = "office-papers"


def prepare(shared: Path, _size: int) -> None:
    """Make templates from our own Word file, a profile, and the fields of the mail merge."""
    place = shared / FOLDER
    if place.exists() or shutil.which("soffice") is None:
        return
    place.mkdir()
    fonts.register(FONTS)
    names = [name for name in person_values(persons(0, 1)[0]) if name != "person_is_adult"]
    (place / "one.docx").write_bytes(_template({name: f"{{{{ {name} }}}}" for name in names}))
    looped = _looped(_template({name: f"{{{{ p.{name} }}}}" for name in names}))
    (place / "loop.docx").write_bytes(looped)
    (place / "merge.docx").write_bytes(_template({name: f"[[{name}]]" for name in names}))
    libreoffice.warm_profile(place)
    if uno_python():
        _write_table(place, [person_values(persons(0, 1)[0])])
        with suppress(Failed):  # without LibreOffice Base there is no mail merge
            libreoffice.speak("office_script.py", "prepare", place)


def loop(context: Context) -> Output:
    """One Word file from a loop, converted by one start of LibreOffice."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 -- a rival, not always here

    place = context.shared / FOLDER
    libreoffice.borrowed_profile(place, context.scratch)
    template = DocxTemplate(place / "loop.docx")
    template.render({"people": _pile(context).values})
    made = context.scratch / "papers.docx"
    template.save(made)
    libreoffice.convert([made], "pdf", context.scratch, context.scratch)
    return Output([(context.scratch / "papers.pdf").read_bytes()])


def batch(context: Context) -> Output:
    """A Word file a person, all converted by one start of LibreOffice."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 -- a rival, not always here

    place = context.shared / FOLDER
    libreoffice.borrowed_profile(place, context.scratch)
    made = []
    for number, values in enumerate(_pile(context).values):
        template = DocxTemplate(place / "one.docx")
        template.render(dict(values))
        made.append(context.scratch / f"paper{number:04d}.docx")
        template.save(made[-1])
    out = context.scratch / "out"
    libreoffice.convert(made, "pdf", out, context.scratch)
    return Output([path.read_bytes() for path in sorted(out.glob("*.pdf"))])


def mail_merge(context: Context) -> Output:
    """LibreOffice's own mail merge from a CSV file, a PDF a record."""
    place = context.scratch
    source = context.shared / FOLDER
    if not (source / "merge.odt").exists():
        raise NotHere("LibreOffice Base")
    libreoffice.borrowed_profile(source, place)
    shutil.copy(source / "merge.odt", place / "merge.odt")
    _write_table(place, list(_pile(context).values))
    out = place / "out"
    out.mkdir()
    told = libreoffice.speak("office_script.py", "merge", place, out)
    seconds = json.loads(told.said.strip().splitlines()[-1])["seconds"]
    return Output([path.read_bytes() for path in sorted(out.glob("*.pdf"))], seconds)


def _pile(context: Context) -> Pile:
    found: Pile = context.data
    return found


def _template(values: Mapping[str, str]) -> bytes:
    return docx.draw(filled({**values, "person_is_adult": "có"}))


def _looped(template: bytes) -> bytes:
    """Put the loop's marks around the whole paper, each turn on a page of its own."""
    document = Document(BytesIO(template))
    paragraphs = document.paragraphs
    first = document.element.body[0]
    opening = document.add_paragraph("{%p for p in people %}")
    first.addprevious(opening._p)
    last = paragraphs[-1]
    document.element.body.insert(
        document.element.body.index(last._p) + 1, _marked(document, "{%p if not loop.last %}")
    )
    broken = document.add_paragraph()
    broken.add_run().add_break(WD_BREAK.PAGE)
    for mark in ("{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(mark)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _marked(document: object, mark: str) -> object:
    made: Paragraph = document.add_paragraph(mark)  # type: ignore[attr-defined]
    return made._p


def _write_table(place: Path, rows: list[Mapping[str, str]]) -> None:
    with (place / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
