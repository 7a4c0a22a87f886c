"""F2: kill the program in the middle of an import or its undo; nothing is ever there by half."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

from sqlalchemy import func, select, text

from rehabdesk.domain.records import Person
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.daily.importing import ImportBatch, ImportRow
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.tables.sheet import Cell, Sheet, Workbook
from rehabdesk.services.importing.orders import CheckRows, RunImport, UndoImport
from rehabdesk.services.importing.reading import look_at_table
from rehabdesk.services.importing.undoing import undo_import
from rehabdesk.services.importing.writing import run_import
from rehabdesk.services.office import Office, Work
from rehabdesk.services.safekeeping.examination import examine
from tests.benchmarks.persons import persons
from tests.faults.children import FAILED, READY, Say, killed
from tests.faults.tally import Tally
from tests.folders import PASSWORD, a_copied_office, a_folder

ROWS, FEW_ROWS = 2_000, 120
_FEW = 20  # tries of the quick form
_LONGEST = 1.5  # of an import, in which the kill falls, in its own lengths
HEADS = ("Họ và tên", "Ngày sinh", "Giới tính", "Số căn cước", "Thôn", "Diện quản lý", "Ghi chú")


def a_list(count: int) -> Workbook:
    rows: list[tuple[Cell, ...]] = [HEADS]
    for each in persons(5, count):
        born = f"{each.born:%d/%m/%Y}"
        rows.append(
            (each.full_name, born, each.sex.label, each.id_number, "Thôn Hạ", "Sau cai", each.trade)
        )
    return Workbook("cu.xlsx", "xlsx", "0" * 64, (Sheet("DS", tuple(rows)),))


def kill_imports(place: Path, count: int, seed: int) -> Tally:
    """F2: an import is there with every row, its batch and its words to search, or not at all."""
    chance, tally = random.Random(seed), Tally()
    rows = FEW_ROWS if count <= _FEW else ROWS
    folder, _ = a_copied_office(place)
    book = a_list(rows)
    question = partial(look_at_table, sheet=book.sheets[0], kind=ImportKind.PERSONS)
    sight = folder.opened.office.look(question)
    folder.close()
    order = CheckRows(book, sight.table, ImportKind.PERSONS, sight.columns)

    def work(say: Say) -> None:
        folder = a_folder(place)
        folder.sign_in(1, PASSWORD)
        office = folder.opened.office
        say(READY)
        while True:
            undone = office.look(_last_open)
            if undone is None:
                done = office.do(partial(run_import, order=RunImport(order))).result
                say(f"in {done.batch_id}")
            else:
                office.do(partial(undo_import, order=UndoImport(*undone)))
                say(f"out {undone[0]}")

    length = rows / ROWS * _LONGEST
    for number in range(count):
        said = killed(work, (number + 1) % 3, chance.uniform(0.0, length))
        tally.rounds += 1
        tally.expect(FAILED not in said, "the program failed by itself")
        told = [line for line in said if line != FAILED]
        tally.count("imports", sum(1 for line in told if line.startswith("in")))
        _judge(tally, place, told, rows)
    tally.expect(tally.figures["imports"], "nothing was ever imported")
    return tally


def _judge(tally: Tally, place: Path, told: list[str], rows: int) -> None:
    folder = a_folder(place)
    folder.sign_in(1, PASSWORD)
    tally.expect(examine(folder).is_sound, "the office is not sound")
    office: Office = folder.opened.office
    counts, kept_rows = office.look(_counts), office.look(_rows_of_batches)
    folder.close()
    tally.expect(len(set(counts)) == 1, f"persons, files, episodes, words: {counts}")
    tally.expect(counts[0] in {0, rows}, f"{counts[0]} of {rows} persons")
    tally.expect(set(kept_rows) <= {rows}, f"rows of the batches: {kept_rows}")
    if told:
        kind, _, number = told[-1].partition(" ")
        tally.lose(int(number) > len(kept_rows), f"import {number} is gone")
        tally.count("taken_back", kind == "out")


def _last_open(work: Work) -> tuple[int, int] | None:
    batch = work.session.scalars(select(ImportBatch).filter_by(undone_at=None)).first()
    return (batch.id, batch.version) if batch else None


def _counts(work: Work) -> tuple[int, ...]:
    counted = [
        work.session.scalar(select(func.count(each.id))) or 0
        for each in (Person, CaseFile, Episode)
    ]
    words = work.session.scalar(text("SELECT count(*) FROM person_search"))
    return (*counted, int(words or 0))


def _rows_of_batches(work: Work) -> list[int]:
    found = work.session.execute(
        select(ImportBatch.id, func.count(ImportRow.id))
        .join(ImportRow, ImportRow.batch_id == ImportBatch.id)
        .group_by(ImportBatch.id)
    )
    return [count for _, count in found]
