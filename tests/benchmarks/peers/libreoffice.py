"""LibreOffice as a person would use it: its own profile folder, started once for a job."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.processes import Ended, demand, uno_python

SOFFICE = ("soffice", "--headless", "--norestore", "--nologo", "--nolockcheck")


def profile(place: Path) -> str:
    return f"-env:UserInstallation={(place / 'profile').as_uri()}"


def convert(files: Sequence[Path], target: str, out: Path, place: Path) -> Ended:
    return demand(
        [*SOFFICE, profile(place), "--convert-to", target, "--outdir", out, *files],
        is_watched=True,
    )


def warm_profile(place: Path) -> None:
    """Make the profile folder beforehand: nobody waits for it on a working day."""
    source = place / "empty.txt"
    source.write_text("", "utf-8")
    convert([source], "pdf", place, place)


def borrowed_profile(shared: Path, scratch: Path) -> None:
    """Give a child a profile of its own, as it was after the first start."""
    shutil.copytree(shared / "profile", scratch / "profile", dirs_exist_ok=True)


def speak(script: str, *arguments: str | Path) -> Ended:
    """Run a script of this folder in the Python that can speak to LibreOffice."""
    found = uno_python()
    if found is None:
        raise RuntimeError("no Python here can import uno")
    path = Path(__file__).with_name(script)
    return demand([found, path, *arguments], environment={"PYTHONPATH": ""}, is_watched=True)
