"""Other windows over the same register: Qt's ready-made lists, and Calc."""

from __future__ import annotations

import json
from pathlib import Path

from tests.benchmarks import offices, on_server
from tests.benchmarks.job import Context, Output
from tests.benchmarks.jobs import export
from tests.benchmarks.peers import libreoffice, workbooks
from tests.benchmarks.windows import shown

FOLDER = "calc"


def table_widget(context: Context) -> Output:
    return shown("widget_list", offices.office_of(context.shared, context.size), "widget")


def item_model(context: Context) -> Output:
    return shown("widget_list", offices.office_of(context.shared, context.size), "model")


def ours_on_server(context: Context) -> Output:
    """Our own list of the same persons, who are on a server."""
    where = context.once("server", lambda: on_server.address_of_persons(context))
    return shown("list_window", where)


def prepare(shared: Path, size: int) -> None:
    """Make the office, and the register as the workbook somebody would keep instead."""
    offices.prepare(shared, size)
    place = shared / FOLDER
    path = place / f"register-{size}.xlsx"
    if path.exists():
        return
    place.mkdir(exist_ok=True)
    rows = Context(size, 1, place, shared, export.data(1, size))
    path.write_bytes(workbooks.openpyxl_write_only(rows).content)


def calc(context: Context) -> Output:
    """Calc from its start to the register being loaded; nothing is painted."""
    path = context.shared / FOLDER / f"register-{context.size}.xlsx"
    told = libreoffice.speak("office_script.py", "open", context.scratch, path)
    seconds = json.loads(told.said.strip().splitlines()[-1])["seconds"]
    return Output(None, seconds, {"memory": told.memory})
