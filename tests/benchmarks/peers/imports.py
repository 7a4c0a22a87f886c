"""The same list brought into a bare register by others: no encryption, no trail, no undo."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from rehabdesk.domain.text import fold
from tests.benchmarks import offices
from tests.benchmarks.job import Context, Output
from tests.benchmarks.lists import Found, written

_TABLE = """
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, name_fold TEXT, birth TEXT, sex TEXT,
    number TEXT, phone TEXT, hamlet TEXT, address TEXT, trade TEXT);
CREATE INDEX by_number ON person (number);
CREATE INDEX by_name ON person (name_fold, birth);
"""
_INSERT = (
    "INSERT INTO person (name, name_fold, birth, sex, number, phone, hamlet, address, trade) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def openpyxl_orm(context: Context) -> Output:
    """Row by row with openpyxl and SQLAlchemy's entities, two questions a row."""
    from openpyxl.reader.excel import load_workbook  # noqa: PLC0415 -- timed with nobody else
    from sqlalchemy import create_engine, select  # noqa: PLC0415
    from sqlalchemy.ext.automap import automap_base  # noqa: PLC0415
    from sqlalchemy.orm import Session  # noqa: PLC0415

    place, path = _register(context), _list(context)
    engine = create_engine(f"sqlite:///{place}")
    base = automap_base()
    base.prepare(autoload_with=engine)
    person: Any = base.classes.person
    start = time.perf_counter()
    page = load_workbook(path, read_only=True).worksheets[0]
    found: Counter[str] = Counter()
    with Session(engine) as session, session.begin():
        for _, name, born, sex, number, phone, hamlet, address, trade in page.iter_rows(
            min_row=2, values_only=True
        ):
            birth, folded = _day(str(born)), fold(str(name))
            by_number = select(person.id).where(person.number == number)
            by_name = select(person.id).where(person.name_fold == folded, person.birth == birth)
            if birth is None:
                found["faulty"] += 1
            elif number and session.scalar(by_number):
                found["same_number"] += 1
            elif session.scalar(by_name):
                found["same_name"] += 1
            else:
                found["created"] += 1
                told = {"sex": sex, "number": number, "phone": phone, "hamlet": hamlet}
                told |= {"address": address, "trade": trade, "birth": birth}
                session.add(person(name=name, name_fold=folded, **told))
    took = time.perf_counter() - start
    engine.dispose()
    return Output(Found(**found, persons=_count(place)), took)


def pandas_openpyxl(context: Context) -> Output:
    return _pandas(context, "openpyxl")


def pandas_calamine(context: Context) -> Output:
    return _pandas(context, "calamine")


def _pandas(context: Context, engine: str) -> Output:
    """A frame of the list held against sets of what is kept, then written at once."""
    import pandas as pd  # noqa: PLC0415 -- a rival, not always here

    place, path = _register(context), _list(context)
    start = time.perf_counter()
    frame: Any = pd.read_excel(path, engine=engine, dtype=str).fillna("")
    frame.columns = ["serial", "name", "born", "sex", "number", "phone", "hamlet", "address", "job"]
    days = pd.to_datetime(frame["born"], format="%d/%m/%Y", errors="coerce")
    frame["birth"] = days.dt.strftime("%Y-%m-%d")
    frame["fold"] = frame["name"].map(fold)
    with sqlite3.connect(place) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        kept = connection.execute("SELECT number, name_fold, birth FROM person").fetchall()
        numbers = {number for number, _, _ in kept}
        names = {(name, birth) for _, name, birth in kept}
        is_faulty = days.isna()
        is_same = frame["number"].isin(numbers) & (frame["number"] != "") & ~is_faulty
        pairs = pd.Series(list(zip(frame["fold"], frame["birth"], strict=True)))
        is_alike = pairs.isin(names) & ~is_same & ~is_faulty
        ready = frame[~is_faulty & ~is_same & ~is_alike]
        columns = ["name", "fold", "birth", "sex", "number", "phone", "hamlet", "address", "job"]
        connection.executemany(_INSERT, ready[columns].itertuples(index=False))
    took = time.perf_counter() - start
    counts = (len(ready), int(is_same.sum()), int(is_alike.sum()), int(is_faulty.sum()))
    return Output(Found(*counts, _count(place)), took)


def _list(context: Context) -> Path:
    return written(context.data, context.scratch / f"list{context.run}.xlsx")


def _register(context: Context) -> Path:
    """Make a bare register of the same persons, once for every run of a process."""
    return context.once("register", lambda: _made(context))


def _made(context: Context) -> Path:
    place = context.scratch / "register.db"
    with sqlite3.connect(place) as connection:
        connection.executescript(_TABLE)
        connection.executemany(
            _INSERT,
            (
                (
                    *(each.full_name, fold(each.full_name), each.born.isoformat(), each.sex.label),
                    *(each.id_number, each.phone, "", each.residence, each.trade),
                )
                for each in offices.people(context.size)
            ),
        )
    return place


def _day(text: str) -> str | None:
    try:
        return f"{datetime.strptime(text, '%d/%m/%Y'):%Y-%m-%d}"
    except ValueError:
        return None


def _count(place: Path) -> int:
    with sqlite3.connect(place) as connection:
        found: int = connection.execute("SELECT count(*) FROM person").fetchone()[0]
    return found
