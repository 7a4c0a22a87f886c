"""F18: workbooks made to harm, and good ones cut off; F20: any bytes whatever."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from rehabdesk.documents.workbooks import limits
from rehabdesk.documents.workbooks.reading import read_workbook
from rehabdesk.documents.workbooks.refusals import Reason, WorkbookRefused
from tests.documents.workbooks import made
from tests.faults.cases.inputs.hostile import FORMULA, READ, Hostile, files
from tests.faults.tally import Tally

WHOLE = 50  # cuts of the long form, which also makes the largest files
LARGE, SMALL = (1_000, 1_048_000, 10_000), (20, 100_500, 2_010)  # megabytes, rows, sheets
GRACE = 1.5  # seconds a machine that does other things may add
MEASURE = """
import resource, subprocess, sys
from rehabdesk.documents.workbooks.process import _command
command = _command()
subprocess.run(command, stdin=sys.stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def open_hostile_workbooks(place: Path, count: int, _seed: int) -> Tally:
    """F18: a hostile workbook is refused in a sentence or read as text, soon and cheaply."""
    tally = Tally()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/a"
    is_whole = count >= WHOLE
    hostile = files(url, *(LARGE if is_whole else SMALL))
    with listener, ThreadPoolExecutor(2) as pool:
        for told in pool.map(lambda each: _try(place, each), hostile):
            _judge(tally, *told)
        for told in pool.map(lambda each: _try(place, each), _cut_off(count)):
            _judge(tally, *told)
        heavy = _heavy(hostile, is_whole=is_whole)
        peaks = pool.map(lambda each: _peak(place / each.file_name), heavy)
        peak = max(peaks, default=0)
        tally.expect(peak <= limits.MEMORY, f"{peak // limits.MEGABYTE} MB were used")
        tally.figures["peak_mb"] = peak // limits.MEGABYTE
        tally.expect(_nobody_called(listener), "somebody fetched something")
    return tally


def _try(place: Path, hostile: Hostile) -> tuple[Hostile, str, str, float]:
    """Return what came of it: a reason or `READ`, the sentence or the text, the seconds."""
    path = place / hostile.file_name
    path.write_bytes(hostile.make())
    start = time.monotonic()
    try:
        book = read_workbook(path)
    except WorkbookRefused as refused:
        return hostile, refused.reason, str(refused), time.monotonic() - start
    texts = " ".join(str(value) for sheet in book.sheets for row in sheet.rows for value in row)
    return hostile, READ, texts, time.monotonic() - start


def _judge(tally: Tally, hostile: Hostile, outcome: str, said: str, took: float) -> None:
    tally.rounds += 1
    tally.count(outcome)
    tally.expect(outcome in hostile.due, f"{hostile}: {outcome}, not {sorted(hostile.due)}")
    tally.expect(took <= limits.SECONDS + GRACE, f"{hostile}: {took:.1f} s")
    if outcome == READ:
        if hostile.file_name.startswith("công thức"):
            tally.expect(FORMULA in said, f"{hostile}: the formula did not stay text: {said}")
    else:
        is_sentence = said.endswith(".") and "Chưa nhập gì" in said and "Traceback" not in said
        tally.expect(is_sentence, f"{hostile}: {said!r} is no plain sentence")


def _cut_off(count: int) -> list[Hostile]:
    """Good workbooks of each kind, cut at places spread over them."""
    rows = [[n, f"Nguyễn Văn {n}", 99085000000 + n] for n in range(60)]
    table = f"<table:table-row>{made.ods_cell('Nguyễn')}</table:table-row>" * 40
    whole = {"xlsx": made.xlsx(rows), "xls": made.xls(rows), "ods": made.ods(table)}
    kinds = list(whole.items())
    due = frozenset({Reason.DAMAGED})
    stump = due | {Reason.NOT_A_WORKBOOK, Reason.OLD_KIND, Reason.EMPTY, READ}
    cuts = []
    for number in range(count):
        kind, data = kinds[number % len(kinds)]
        length = len(data) * number // count
        due_here = due if length > 8 else stump
        cuts.append(Hostile(f"cắt ở {length}.{kind}", partial(bytes, data[:length]), due_here))
    return cuts


def _heavy(hostile: list[Hostile], *, is_whole: bool) -> list[Hostile]:
    if is_whole:
        return [each for each in hostile if each.file_name != "quá 20 MB.xlsx"]
    return [each for each in hostile if each.file_name in {"ô ở góc cuối.xlsx", "dòng lặp.ods"}]


def _peak(path: Path) -> int:
    """Return what the child held at most, measured by a small process between it and us."""
    with path.open("rb") as file:
        measured = subprocess.run(
            [sys.executable, "-c", MEASURE], stdin=file, capture_output=True, check=True
        )
    return int(measured.stdout) * 1024


def _nobody_called(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return True
    return False
