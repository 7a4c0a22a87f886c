"""The rows of a report that others can count too: by entities, by SQL, in frames, by COUNTIFS."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from io import StringIO
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import EventKind
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.teamwork.activities import Activity
from rehabdesk.domain.regime import COMPLETION, POST_REHAB
from rehabdesk.domain.reports.periods import Window
from tests.benchmarks import on_server, reported, teams
from tests.benchmarks.job import Context, Output
from tests.benchmarks.jobs import report
from tests.benchmarks.jobs.report import CODES, SOURCES, WAYS, Counted, Managed, managed_in
from tests.benchmarks.peers import libreoffice

_AT_ONCE = 5_000
_WHOLE, _STEP = 200_000, 20  # of more activities than that only one block of so many is looked at
_SHARE = 6  # one activity of so many is looked at by Calc
_WORDS = {"moved_out": "chuyển đi", "certified": "xong", "removed": "ra", "prison": "tù", "": ""}
_ACTIVITIES = """
SELECT a.kind, f.measure, f.amount, a."on"
FROM activity a CROSS JOIN activity_figure f ON f.activity_id = a.id
WHERE a."on" BETWEEN ? AND ?
"""
_GROUPED = """
SELECT a.kind, f.measure, sum(f.amount)
FROM activity a CROSS JOIN activity_figure f ON f.activity_id = a.id
WHERE a."on" BETWEEN ? AND ? GROUP BY a.kind, f.measure
"""
# A person's decision, and the first of what ended it.
_PERSONS = """
SELECT d.document_date decided_on,
  coalesce(min(e."on"), min(c.document_date)) left_on,
  coalesce(e.kind, CASE WHEN c.id IS NOT NULL THEN 'certified' END, '') way
FROM decision_person p JOIN decision d ON d.id = p.decision_id
LEFT JOIN case_event e ON e.episode_id = p.episode_id
LEFT JOIN (SELECT cp.episode_id, cd.document_date, cd.id FROM decision_person cp
  JOIN decision cd ON cd.id = cp.decision_id WHERE cd.purpose = 'completion') c
  ON c.episode_id = p.episode_id
WHERE d.purpose = 'post_rehab' AND d.number IS NOT NULL GROUP BY p.person_id
"""
_STOCK = f"""
SELECT sum(decided_on BETWEEN ?1 AND ?2), sum(decided_on <= ?2 AND coalesce(left_on > ?2, 1)),
  {", ".join(f"sum(way = '{way}' AND left_on BETWEEN ?1 AND ?2)" for way in _WORDS if way)}
FROM ({_PERSONS})
"""


def same_rows(context: Context) -> Output:
    """Ours again, asked for what the others can count."""
    return report.same_rows(context)


def same_rows_on_server(context: Context) -> Output:
    """The same of the same office, whose records are on a server."""
    context.once("office", lambda: on_server.of_reports(context))
    return report.same_rows(context)


def orm_loop(context: Context) -> Output:
    """What most programs would do: entities, looked at one after the other."""
    office = context.once("office", lambda: reported.opened(context.shared, context.size))
    windows: tuple[Window, ...] = context.data.windows
    step = _STEP if context.size > _WHOLE else 1
    found: Counter[tuple[str, Window]] = Counter()
    with office.sessions() as session:
        start = time.perf_counter()
        for before in range(0, context.size, step * _AT_ONCE):
            _add_done(session, windows, before, found)
        between = time.perf_counter()
        everybody = list(_persons_of(session))
    counted: Counted = _counted(windows, found, everybody).content
    took = (between - start) * step + time.perf_counter() - between
    return Output(replace(counted, step=step, block=_AT_ONCE), took)


def _add_done(
    session: Any, windows: tuple[Window, ...], before: int, found: Counter[tuple[str, Window]]
) -> None:
    """Add up a block of activities."""
    codes = _codes()
    asked = (
        select(Activity)
        .where(Activity.id > before, Activity.id <= before + _AT_ONCE)
        .where(Activity.on.between(*_hull(windows)))
        .options(selectinload(Activity.figures))
    )
    for activity in session.scalars(asked):
        for window in windows:
            if window.holds(activity.on):
                for figure in activity.figures:
                    for code in codes.get((activity.kind, figure.measure), ()):
                        found[code, window] += figure.amount
    session.expunge_all()


def _persons_of(session: Any) -> Iterator[Managed]:
    gone: dict[int, tuple[date, str]] = {}
    certificates = (
        select(DecisionPerson)
        .join(DecisionPerson.decision)
        .where(Decision.purpose == COMPLETION)
        .options(selectinload(DecisionPerson.decision))
    )
    for each in session.scalars(certificates):
        gone[each.person_id] = (each.decision.document_date, "certified")
    events = (
        select(CaseEvent, CaseFile.person_id)
        .join(CaseEvent.episode)
        .join(CaseFile)
        .where(CaseEvent.kind.in_((EventKind.MOVED_OUT, EventKind.REMOVED, EventKind.PRISON)))
    )
    for event, person_id in session.execute(events):
        gone[person_id] = (event.on, event.kind.value)
    decided = (
        select(DecisionPerson)
        .join(DecisionPerson.decision)
        .where(Decision.purpose == POST_REHAB, Decision.number.is_not(None))
        .options(selectinload(DecisionPerson.decision))
    )
    for each in session.scalars(decided):
        yield Managed(each.decision.document_date, *gone.get(each.person_id, (None, "")))


def raw_group_by(context: Context) -> Output:
    """Nothing between us and the driver: two questions for every period."""
    connection = context.once("connection", lambda: report.bare(context))
    windows: tuple[Window, ...] = context.data.windows
    codes = _codes()
    found: Counter[tuple[str, Window]] = Counter()
    ways = [way for way in _WORDS if way]
    by_way = _codes_of_ways()
    for window in windows:
        days = (window.first.isoformat(), window.last.isoformat())
        for kind, measure, amount in connection.execute(_GROUPED, days).fetchall():
            for code in codes.get((kind, measure), ()):
                found[code, window] += amount
        came, there, *left = connection.execute(_STOCK, days).fetchone()
        found["S02", window], found["S11", window] = came, there
        for way, number in zip(ways, left, strict=True):
            found[by_way[way], window] += number
    return Output(
        Counted({(code, window): found[code, window] for code, window in _every(windows)})
    )


def by_pandas(context: Context) -> Output:
    """Read the rows into frames once, and narrow and group them for each period."""
    pandas = import_module("pandas")  # an extra: without it this rival is left out

    connection = context.once("connection", lambda: report.bare(context))
    windows: tuple[Window, ...] = context.data.windows
    days = tuple(day.isoformat() for day in _hull(windows))
    names = ["kind", "measure", "amount", "on"]
    frame = pandas.DataFrame(connection.execute(_ACTIVITIES, days).fetchall(), columns=names)
    people = pandas.DataFrame(
        connection.execute(_PERSONS).fetchall(), columns=["decided_on", "left_on", "way"]
    )

    def sums(first: str, last: str) -> Iterable[tuple[str, str, int]]:
        within = frame[frame["on"].between(first, last)]
        grouped = within.groupby(["kind", "measure"])["amount"].sum()
        return ((*key, int(amount)) for key, amount in grouped.items())

    def persons(first: str, last: str) -> dict[str, int]:
        left = people[people["left_on"].between(first, last)]["way"].value_counts()
        there = (people["decided_on"] <= last) & ~(people["left_on"] <= last)
        came = people["decided_on"].between(first, last)
        told = {code: sum(int(left.get(way, 0)) for way in ways) for code, ways in WAYS.items()}
        return told | {"S02": int(came.sum()), "S11": int(there.sum())}

    return _by_window(windows, sums, persons)


def by_duckdb(context: Context) -> Output:
    """Put the rows into DuckDB first, which is not counted, and ask it for each period."""
    duckdb = import_module("duckdb")  # an extra: without it this rival is left out

    store = context.once("store", lambda: _duckdb_of(duckdb, context))
    windows: tuple[Window, ...] = context.data.windows
    start = time.perf_counter()

    def sums(first: str, last: str) -> Iterable[tuple[str, str, int]]:
        sql = (
            'SELECT kind, measure, sum(amount) FROM activity WHERE "on" BETWEEN ? AND ?'
            " GROUP BY kind, measure"
        )
        found: list[tuple[str, str, int]] = store.execute(sql, (first, last)).fetchall()
        return found

    def persons(first: str, last: str) -> dict[str, int]:
        sql = (
            "SELECT count(*) FILTER (decided_on BETWEEN $1 AND $2), count(*) FILTER (decided_on <="
            " $2 AND coalesce(left_on > $2, true)),"
            + ",".join(
                f"count(*) FILTER (way IN {(*ways, '')} AND left_on BETWEEN $1 AND $2)"
                for ways in WAYS.values()
            )
            + " FROM managed"
        )
        came, there, *left = store.execute(sql, (first, last)).fetchone()
        return {"S02": came, "S11": there} | dict(zip(WAYS, left, strict=True))

    output = _by_window(windows, sums, persons)
    return Output(output.content, time.perf_counter() - start)


def _duckdb_of(duckdb: Any, context: Context) -> Any:
    connection = report.bare(context)
    days = ("1900-01-01", "2100-01-01")
    store = duckdb.connect()
    for name, columns, rows in (
        (
            "activity",
            'kind varchar, measure varchar, amount bigint, "on" varchar',
            connection.execute(_ACTIVITIES, days).fetchall(),
        ),
        (
            "managed",
            "decided_on varchar, left_on varchar, way varchar",
            connection.execute(_PERSONS).fetchall(),
        ),
    ):
        file = context.scratch / f"{name}.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(rows)
        store.execute(f"CREATE TABLE {name} ({columns})")
        store.execute(f"COPY {name} FROM '{file}' (HEADER false, NULL '')")
    store.execute("UPDATE managed SET way = coalesce(way, '')")
    return store


def countifs(context: Context) -> Output:
    """A workbook of a share of the rows, with a formula for each figure, worked out by Calc."""
    context.once("profile", lambda: libreoffice.warm_profile(context.scratch))
    windows: tuple[Window, ...] = context.data.windows
    book = context.scratch / "report.xlsx"
    _write_workbook(context, windows, book)
    start = time.perf_counter()
    libreoffice.convert([book], "csv", context.scratch, context.scratch)
    took = time.perf_counter() - start
    told = csv.reader(StringIO((context.scratch / "report.csv").read_text("utf-8")))
    numbers = [int(float(row[1])) for row in told if len(row) > 1 and row[1]]
    amounts = dict(zip(_every(windows), numbers, strict=True))
    return Output(Counted(amounts, step=_SHARE), took)


def _write_workbook(context: Context, windows: tuple[Window, ...], path: Any) -> None:
    from openpyxl.workbook.workbook import Workbook  # noqa: PLC0415 -- loaded by nobody else's process

    book = Workbook(write_only=True)
    figures, activities, people = map(book.create_sheet, ("Báo cáo", "A", "P"))
    done = teams.everything_done(context.size)[::_SHARE]
    lines = [(each.kind, told[0], each.on, told[1]) for each in done for told in each.figures]
    for line in lines:
        activities.append(line)
    everybody = report.managed()
    for each in everybody:
        people.append((each.decided_on, each.left_on, _WORDS[each.way]))
    for code, window in _every(windows):
        figures.append((code, _formula(code, window, len(lines), len(everybody))))
    book.save(path)


def _formula(code: str, window: Window, lines: int, persons: int) -> str:
    first, last = (f"DATE({day.year},{day.month},{day.day})" for day in (window.first, window.last))

    def within(column: str) -> str:
        return f'{column},">="&{first},{column},"<="&{last}'

    decided, left, way = (f"P!${each}$1:${each}${persons}" for each in "ABC")
    if code == "S02":
        return f"=COUNTIFS({within(decided)})"
    if code == "S11":
        return f'=COUNTIFS({decided},"<="&{last})-COUNTIFS({left},"<="&{last})'
    if code in WAYS:
        told = (f'COUNTIFS({way},"{_WORDS[each]}",{within(left)})' for each in WAYS[code])
        return "=" + "+".join(told)
    kind, measure, on, amount = (f"A!${each}$1:${each}${lines}" for each in "ABCD")
    added = (
        f'SUMIFS({amount},{kind},"{one}",{measure},"{other}",{within(on)})'
        for one, other in SOURCES[code]
    )
    return "=" + "+".join(added)


# What they share


def _by_window(
    windows: tuple[Window, ...],
    sums: Callable[[str, str], Iterable[tuple[str, str, int]]],
    persons: Callable[[str, str], dict[str, int]],
) -> Output:
    codes = _codes()
    found: Counter[tuple[str, Window]] = Counter()
    for window in windows:
        days = (window.first.isoformat(), window.last.isoformat())
        for kind, measure, amount in sums(*days):
            for code in codes.get((kind, measure), ()):
                found[code, window] += int(amount)
        for code, number in persons(*days).items():
            found[code, window] = number
    return Output(Counted({each: found[each] for each in _every(windows)}))


def _counted(
    windows: tuple[Window, ...], found: Counter[tuple[str, Window]], everybody: list[Managed]
) -> Output:
    for window in windows:
        for code, number in managed_in(everybody, window).items():
            found[code, window] = number
    return Output(Counted({each: found[each] for each in _every(windows)}))


def _every(windows: tuple[Window, ...]) -> list[tuple[str, Window]]:
    return [(code, window) for window in windows for code in CODES]


def _hull(windows: tuple[Window, ...]) -> tuple[date, date]:
    return min(each.first for each in windows), max(each.last for each in windows)


def _codes() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for code, several in SOURCES.items():
        for each in several:
            found.setdefault(each, []).append(code)
    return found


def _codes_of_ways() -> dict[str, str]:
    return {way: code for code, ways in WAYS.items() for way in ways}
