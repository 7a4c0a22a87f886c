"""The program itself, from the command line to the list: `real_window STARTED FOLDER PASSWORD`.

A password of ten letters or more is typed for three seconds; what the program does behind that
page meanwhile costs nobody anything.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

THINKING = 3.0
RESTING = 1.0


def main(arguments: list[str]) -> None:
    from rehabdesk import app  # noqa: PLC0415 -- as late as the program itself

    app.load_qt()
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 -- as late as the program itself

    drive = Drive(float(arguments[0]), Path(arguments[1]), arguments[2])
    entered = QApplication.exec

    def exec_() -> int:
        drive.begin()
        return int(entered())

    QApplication.exec = staticmethod(exec_)  # type: ignore[method-assign]
    app.open_window(drive.folder, Path(__file__).parents[3] / "resources", "warning")


class Drive:
    """Waits for the pages one after the other and types the password."""

    def __init__(self, started: float, folder: Path, password: str) -> None:
        self.folder = folder
        self._password = password
        self._started = started
        self._at: dict[str, float] = {}
        self._stages: Any = None
        self._paint: Any = None

    def begin(self) -> None:
        from tests.benchmarks.programs.watching import FirstPaint, Stages  # noqa: PLC0415

        self._paint = FirstPaint(partial(self._note, "window"))
        self._stages = Stages(
            [
                (self._may_type, self._note_ready),
                (self._has_thought, self._give_password),
                (self._has_morning, self._go_to_list),
                (self._has_list, self._note_list),
                (self._has_rested, self._tell),
            ]
        )

    def _may_type(self) -> bool:
        card = self._card()
        return card is not None and card.users.user is not None

    def _note_ready(self) -> None:
        self._card().window().repaint()
        self._note("ready")

    def _has_thought(self) -> bool:
        return self._since("ready") >= THINKING

    def _give_password(self) -> None:
        card = self._card()
        if card is None:
            raise RuntimeError("the sign-in page has gone")
        card.password.password.setText(self._password)
        self._note("given")
        card.password.open_button.click()

    def _has_morning(self) -> bool:
        page = self._today()
        return page is not None and page.today is not None

    def _go_to_list(self) -> None:
        page = self._today()
        page.window().repaint()
        self._note("morning")
        page.wanted.emit(self._list())

    def _has_list(self) -> bool:
        table = self._table()
        return table is not None and table.rows.rowCount() > 0

    def _note_list(self) -> None:
        table = self._table()
        table.window().repaint()
        self._note("list")

    def _has_rested(self) -> bool:
        return self._since("list") >= RESTING

    def _tell(self) -> None:
        from rehabdesk.persistence.vault import Vault  # noqa: PLC0415
        from tests.benchmarks.processes import own_memory  # noqa: PLC0415
        from tests.benchmarks.programs.watching import tell  # noqa: PLC0415

        memory = own_memory("VmRSS")
        start = time.perf_counter()
        Vault.load(self.folder).open(1, self._password)
        login = time.perf_counter() - start
        opening = self._at["list"] - self._at["given"]
        tell(
            seconds=self._at["ready"] + max(0.0, opening - login),
            window=self._at["window"],
            ready=self._at["ready"],
            morning=self._at["morning"] - self._at["given"],
            opening=opening,
            login=login,
            rows=self._table().rows.rowCount(),
            memory=memory,
        )
        os._exit(0)  # nothing is measured any more

    def _card(self) -> Any:
        from rehabdesk.ui.entry.card import SignInCard  # noqa: PLC0415
        from tests.benchmarks.programs.watching import found  # noqa: PLC0415

        return found(SignInCard)

    def _table(self) -> Any:
        from rehabdesk.ui.people.table import PeopleTable  # noqa: PLC0415
        from tests.benchmarks.programs.watching import found  # noqa: PLC0415

        return found(PeopleTable)

    def _today(self) -> Any:
        from rehabdesk.ui.today.screen import TodayScreen  # noqa: PLC0415
        from tests.benchmarks.programs.watching import found  # noqa: PLC0415

        return found(TodayScreen)

    def _list(self) -> object:
        from rehabdesk.ui.visits import OpenList  # noqa: PLC0415

        return OpenList()

    def _note(self, name: str) -> None:
        self._at[name] = time.time() - self._started

    def _since(self, name: str) -> float:
        return time.time() - self._started - self._at[name]


if __name__ == "__main__":
    main(sys.argv[1:])
