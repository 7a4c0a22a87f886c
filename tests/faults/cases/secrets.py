"""F26: what is left on the clipboard, and of the key once the machine is locked."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rehabdesk.persistence.vault import Vault
from rehabdesk.ui.kit import clipboard
from tests.builders import ROOT
from tests.faults.tally import Tally
from tests.folders import CHEAP, PASSWORD, a_new_office

NUMBER = "099091004217"
SIT_AND_LOCK = """
import sys
from functools import partial
from pathlib import Path
from tests.builders import taken_in
from tests.folders import PASSWORD, a_folder
folder = a_folder(Path(sys.argv[1]))
folder.sign_in(1, PASSWORD)
taken_in(folder.opened.office, papers=())
print("in", flush=True)
sys.stdin.readline()
folder.leave()
print("locked", flush=True)
sys.stdin.readline()
"""


def leave_the_machine(place: Path, count: int, _seed: int) -> Tally:
    """F26: a copied number is taken back, and no byte of the key is found after the lock."""
    tally = Tally()
    _copy_and_wait(tally)
    folder, _ = a_new_office(place)
    folder.close()
    for _ in range(count):
        tally.rounds += 1
        _search_memory(tally, place)
    return tally


def _copy_and_wait(tally: Tally) -> None:
    application = QApplication.instance() or QApplication([])
    tally.expect(isinstance(application, QApplication), "no application")
    for later, stays in (("", ""), ("một câu khác", "một câu khác")):
        tally.rounds += 1
        clipboard.copy(NUMBER)
        [timer] = clipboard._guard().findChildren(QTimer)
        tally.expect(timer.interval() == 30_000, "half a minute is longer")
        if later:
            QApplication.clipboard().setText(later)
        timer.timeout.emit()  # half a minute has gone by
        held = QApplication.clipboard().text()
        tally.expect(held == stays, f"on the clipboard: {held}")
    clipboard.copy(NUMBER)
    clipboard.clear()
    tally.expect(QApplication.clipboard().text() == "", "locking leaves the number")


def _search_memory(tally: Tally, place: Path) -> None:
    """Look for the key in the memory of a process of its own, before and after the lock."""
    command = [sys.executable, "-c", SIT_AND_LOCK, str(place)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as sitting:
        assert sitting.stdin is not None
        assert sitting.stdout is not None
        tally.expect(sitting.stdout.readline() == "in\n", "nobody came in")
        key = bytes(Vault.load(place, CHEAP).open(1, PASSWORD))
        while_in = _found(sitting.pid, key)
        sitting.stdin.write("\n")
        sitting.stdin.flush()
        tally.expect(sitting.stdout.readline() == "locked\n", "it was not locked")
        time.sleep(0.05)
        after = _found(sitting.pid, key)
        sitting.stdin.write("\n")
    if while_in is None or after is None:
        tally.figures["memory"] = "may not be read here"
        return
    tally.expect(while_in > 0, "the search finds nothing even while somebody is in")
    tally.figures |= {"while_in": while_in, "after_lock": after}
    tally.expect(after == 0, f"the key is found {after} times after the lock")


def _found(pid: int, key: bytes) -> int | None:
    """Count the key in a process's memory, as bytes and as digits."""
    wanted = (key, key.hex().encode(), key.hex().upper().encode())
    count = 0
    try:
        with Path(f"/proc/{pid}/mem").open("rb") as memory:
            for start, end in _written_areas(pid):
                memory.seek(start)
                try:
                    content = memory.read(end - start)
                except OSError:
                    continue
                count += sum(content.count(each) for each in wanted)
    except OSError:
        return None
    return count


def _written_areas(pid: int) -> list[tuple[int, int]]:
    areas = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        place, mode, *_ = line.split()
        if mode.startswith("rw"):
            start, end = place.split("-")
            areas.append((int(start, 16), int(end, 16)))
    return areas
