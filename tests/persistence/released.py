"""Offices as earlier programs left them; each must still open, with all that was in it.

`python -m tests.persistence.released` adds one of today's shape. It is run once for each released
shape of the database, before the next migration is written; what lies there is never made anew.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.records import Entity
from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.persistence.database import driver_connection
from rehabdesk.persistence.schema import head_revision
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.drafting import begin_order, submit_decisions
from rehabdesk.services.decisions.numbering import NumberOne, number_decisions
from rehabdesk.services.drafts import keep_draft
from rehabdesk.services.office import Office
from rehabdesk.services.reports.closing.freezing import FreezeReport, freeze_report
from rehabdesk.services.reports.closing.kept import read_kept, read_kept_behind
from rehabdesk.services.reports.closing.products import made_files
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.upward.packing import PackOrder
from rehabdesk.services.upward.settings import choose_names_basis
from tests.builders import NOW, a_volunteer, taken_in
from tests.folders import CHEAP, PASSWORD, a_new_office

PLACE = Path(__file__).parent / "samples"
NOTE = "contents.json"
CLOSED = "closed.json"  # from 0007 on: what the sample's closed report says
FILES = ("office.db", "office.key", NOTE)
NAMES = ("Trần Văn Thắng", "Đặng Thị Ước", "Nguyễn Đức Quỳnh")
THIS_YEAR = ReportAsked("bao-cao-chung", ReportPeriod(PeriodKind.YEAR, 2026))
BASIS = "Công văn 12/CAT ngày 01/12/2026"


@dataclass(frozen=True)
class TableNote:
    """How many rows a table held, in which columns, and what they added up to."""

    columns: tuple[str, ...]
    rows: int
    fingerprint: str


def shapes() -> list[str]:
    return sorted(each.name for each in PLACE.iterdir())


def notes_of(shape: str) -> Mapping[str, TableNote]:
    told = json.loads((PLACE / shape / NOTE).read_bytes())
    return {
        name: TableNote(tuple(note["columns"]), note["rows"], note["fingerprint"])
        for name, note in told.items()
    }


def read_table(folder: OfficeFolder, name: str, columns: tuple[str, ...], rows: int) -> TableNote:
    """Add up the first so many rows of a table."""
    with driver_connection(folder.opened.engine) as connection:
        chosen = ", ".join(f'"{column}"' for column in columns)
        asked = f'SELECT {chosen} FROM "{name}" ORDER BY id LIMIT {rows}'
        found = connection.execute(asked).fetchall()
    return TableNote(columns, len(found), sha256(repr(found).encode()).hexdigest())


def with_closed_report() -> list[str]:
    return [shape for shape in shapes() if (PLACE / shape / CLOSED).exists()]


def closed_in(shape: str) -> dict[str, Any]:
    """Return what the closed report of a sample said when the sample was made."""
    told: dict[str, Any] = json.loads((PLACE / shape / CLOSED).read_bytes())
    return told


def tell_closed(office: Office) -> dict[str, Any]:
    """Say what a closed report is held to: figures, names, fingerprint, the bytes of its files."""
    [report_id] = office.look(lambda work: work.session.scalars(select(Report.id)).all())
    seen = office.look(partial(read_kept, report_id=report_id))
    stored = office.look(lambda work: work.session.get_one(Report, report_id).fingerprint)
    rows = [row for row in seen.grid.rows if not row.is_heading]
    behind = {
        row.key: office.look(partial(read_kept_behind, report_id=report_id, row_key=row.key))
        for row in rows
    }
    return {
        "title": seen.kept.title,
        "figures": {row.key: dict(row.words) for row in rows},
        "names": {
            key: [[each.name, each.reason, each.amount] for each in told.members]
            for key, told in behind.items()
            if told.members
        },
        "fingerprint": stored,
        "files": {
            each.name: sha256(each.content).hexdigest()
            for each in office.look(partial(made_files, report_id=report_id))
        },
    }


def keep_todays_shape() -> Path:
    """Make an office with something in every table, and lay it beside the earlier ones."""
    target = PLACE / head_revision()
    with tempfile.TemporaryDirectory() as place:
        folder, _ = a_new_office(Path(place))
        _fill(folder.opened.office)
        closed = tell_closed(folder.opened.office)
        notes = {name: _note(folder, name) for name in sorted(Entity.metadata.tables)}
        folder.close()
        target.mkdir(parents=True)
        for name in FILES[:2]:
            shutil.copyfile(Path(place) / name, target / name)
    (target / NOTE).write_text(json.dumps(notes, indent=1) + "\n")
    (target / CLOSED).write_text(json.dumps(closed, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return target


def _note(folder: OfficeFolder, name: str) -> dict[str, Any]:
    columns = tuple(column.name for column in Entity.metadata.tables[name].columns)
    note = read_table(folder, name, columns, -1)
    return {"columns": note.columns, "rows": note.rows, "fingerprint": note.fingerprint}


def _fill(office: Office) -> None:
    first, *others = NAMES
    people = [taken_in(office, full_name=first)]
    people += [taken_in(office, full_name=name, papers=()) for name in others]
    office.keep(partial(keep_draft, form="intake", content={"full_name": "Trần Vă"}))
    helper = a_volunteer(office)
    look = partial(
        begin_order,
        purpose="post_rehab",
        person_ids=(people[0],),
        volunteer_ids=(helper,),
        planned_on=date(2026, 11, 20),
    )
    order: DraftDecision = office.look(look)
    [paper] = office.do(partial(submit_decisions, order=order)).result
    number = NumberOne(paper.decision_id, "46", NOW.date())
    office.do(partial(number_decisions, orders=[number]))
    _close_the_year(office)


def _close_the_year(office: Office) -> None:
    office.do(partial(choose_names_basis, basis=BASIS))
    packed = PackOrder(with_names=True, password=PASSWORD, cost=CHEAP)
    order = FreezeReport(THIS_YEAR, early_reason="cấp trên yêu cầu nộp sớm", package=packed)
    office.do(partial(freeze_report, order=order))


if __name__ == "__main__":
    keep_todays_shape()
