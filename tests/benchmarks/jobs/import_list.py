"""P8: a list of 5,000 persons checked against the register, and written in one act.

The bars are not reached. Of the time a tenth goes into the process that reads, a twelfth into
finding table, columns and letters, a third into checking and likenesses, an eighth into putting
rows together, a fourth into the encrypted tables and the index of the search, the rest into what
an undo has to know, the trail and the commit. Rivals do none but the first and a bare insert.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from rehabdesk.domain.records.person import Person
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.importing.orders import CheckRows, RunImport
from rehabdesk.services.importing.reading import look_at_table, open_workbook
from rehabdesk.services.importing.writing import run_import
from rehabdesk.services.office import Office, Work
from tests.benchmarks import offices
from tests.benchmarks.bars import Faster, NotYet
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong
from tests.benchmarks.lists import (
    FAULTY,
    NEW,
    ROWS,
    SAME_NAME,
    SAME_NUMBER,
    Found,
    Listed,
    listed,
    written,
)

BY_CHANCE = 40  # of those made up for the list, so many may be alike somebody by chance


def ours(context: Context) -> Output:
    office = context.once("office", lambda: _lent(context))
    path = written(context.data, context.scratch / f"list{context.run}.xlsx")
    start = time.perf_counter()
    book = open_workbook(path)
    question = partial(look_at_table, sheet=book.sheets[0], kind=ImportKind.PERSONS)
    sight = office.look(question)
    order = RunImport(CheckRows(book, sight.table, ImportKind.PERSONS, sight.columns))
    done = office.do(partial(run_import, order=order)).result
    took = time.perf_counter() - start
    same = done.updated + done.alike
    found = Found(done.created, SAME_NUMBER, same - SAME_NUMBER, done.faulty, _persons(office))
    context.kept["people"] = found.persons
    if not office.look(lambda work: verify_chain(work.session)).is_whole:
        raise Wrong("the trail is broken")
    return Output(found, took)


def limit(context: Context) -> Output:
    """Read the cells and insert as many ready rows, nothing looked at."""
    path = written(context.data, context.scratch / f"list{context.run}.xlsx")
    place = context.scratch / f"ready{context.run}.db"
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE person (name, birth, sex, number, phone, hamlet, at, job)")
    start = time.perf_counter()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    ready = [row[1:] for row in rows[1 : NEW + 1]]
    with sqlite3.connect(place) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.executemany("INSERT INTO person VALUES (?,?,?,?,?,?,?,?)", ready)
    took = time.perf_counter() - start
    return Output(Found(len(ready), SAME_NUMBER, SAME_NAME, FAULTY, len(ready)), took)


def verify(context: Context, output: Output) -> Mapping[str, int]:
    """Every row is one of four things; whoever is on file was found, every fault as well."""
    found: Found = output.content
    if found.rows != ROWS:
        raise Wrong(f"{found.rows} rows of {ROWS}")
    if found.faulty != FAULTY or found.same_number != SAME_NUMBER:
        raise Wrong(f"{found}")
    if not SAME_NAME <= found.same_name <= SAME_NAME + BY_CHANCE:
        raise Wrong(f"{found.same_name} alike by name and birth")
    if found.persons < found.created:
        raise Wrong(f"{found.persons} persons after {found.created} new ones")
    return {"created": found.created, "alike": found.same_number + found.same_name}


def data(seed: int, size: int) -> Listed:
    return listed(seed, size)


def prepare(shared: Path, size: int) -> None:
    offices.prepare(shared, size)


def _lent(context: Context) -> Office:
    return offices.opened(offices.lent_office(context.shared, context.size, context.scratch))


def _persons(office: Office) -> int:
    return office.look(_count)


def _count(work: Work) -> int:
    return work.session.scalar(select(func.count(Person.id))) or 0


JOB = Job(
    "import",
    "import 5,000 rows",
    "rows",
    (50_000,),
    data,
    ours,
    verify,
    {
        "openpyxl_orm": Peer("imports:openpyxl_orm", runs=1),
        "pandas_openpyxl": Peer("imports:pandas_openpyxl", ("pandas",), runs=1),
        "pandas_calamine": Peer("imports:pandas_calamine", ("pandas",), runs=1),
    },
    limit,
    (
        NotYet(Faster("openpyxl_orm", 8), 0.25),
        NotYet(Faster("pandas_openpyxl", 4), 0.14),
        NotYet(Faster("pandas_calamine", 1), 0.11),
    ),
    quick_sizes=(50_000,),
    runs=1,
    prepare=prepare,
)
