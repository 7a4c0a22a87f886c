"""F24, F25: what is left on the disk and in the logs by a sitting, also by one that was killed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from rehabdesk.domain.codes import IdentityKind, Relation, ResidenceKind
from rehabdesk.domain.text import fold
from rehabdesk.services.people.person_facts import PaperFacts, RelativeFacts, ResidenceFacts
from tests.builders import ROOT, a_volunteer, taken_in
from tests.faults.tally import Tally
from tests.folders import PASSWORD, a_folder, a_new_office
from tests.services.papers import an_order, numbered, submitted

STEPS = 17
PATIENCE = 60
SURNAMES = ("Khuất", "Nghiêm", "Thạch", "Ngụy", "Quách", "Lộ", "Ứng", "Giáp")
HOMES = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")


def search_disk(place: Path, count: int, seed: int) -> Tally:
    """F24: a sitting leaves no file with a name in it, wherever it is cut off."""
    return _sit_and_search(place, count, seed, says_bugs=False)


def search_logs(place: Path, count: int, seed: int) -> Tally:
    """F25: neither log nor anything said tells a name, with every detail switched on."""
    return _sit_and_search(place, count, seed, says_bugs=True)


def _sit_and_search(place: Path, count: int, seed: int, *, says_bugs: bool) -> Tally:
    chance, tally = random.Random(seed), Tally()
    office = place / "xã"
    markers = _an_office_of_marked(office)
    cuts = chance.sample(range(1, STEPS), STEPS - 1)  # each step is the last of some sitting
    for number in range(count):
        sitting = place / f"lần {number}"
        for folder in ("chosen", *HOMES):
            (sitting / folder).mkdir(parents=True, mode=0o700)
        shutil.copytree(office, sitting / "data")
        until = STEPS if says_bugs else cuts[number % len(cuts)]
        said = _sit(sitting, until)
        tally.rounds += 1
        tally.expect(said.count(b"\n") >= until, f"the sitting ended early: {said[-300:]!r}")
        if says_bugs:
            log = (sitting / "data" / "log" / "rehabdesk.log").read_text("utf-8")
            tally.expect("ValueError" in log and "INSERT INTO person" in log, "no bug was logged")
            tally.expect(not _found(said, markers), f"said: {_found(said, markers)}")
        _search(tally, sitting, markers)
        _start_again(sitting / "data")
        _search(tally, sitting, markers)
        shutil.rmtree(sitting)
    tally.figures["markers"] = len(markers)
    return tally


def _an_office_of_marked(place: Path) -> list[str]:
    """Take in persons whose every detail can be told from any other word on the disk."""
    folder, _ = a_new_office(place)
    office, markers, people = folder.opened.office, [], []
    for number, surname in enumerate(SURNAMES):
        name, number_of_card = f"{surname} Mốc Dấu", f"09909100{number}777"
        home, mother = f"Ngõ Vết Mờ {number}", f"{surname} Thị Dò"
        note = f"dấu riêng {surname}"
        markers += [name, number_of_card, home, mother, note]
        paper = PaperFacts(IdentityKind.CITIZEN_CARD, number_of_card)
        facts = {
            "papers": (paper,),
            "residences": (ResidenceFacts(ResidenceKind.CURRENT, home),),
            "relatives": (
                RelativeFacts(mother, Relation.MOTHER, 1964, "", is_representative=True),
            ),
        }
        people.append(taken_in(office, full_name=name, note=note, **facts))
    helper = a_volunteer(office)
    numbered(office, submitted(office, an_order(office, people[0], helper)))
    folder.close()
    return markers


def _sit(sitting: Path, until: int) -> bytes:
    """Let the scene be played up to a step, then kill it; the last step is its own end."""
    own = {name: str(sitting / name) for name in HOMES}
    qt = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tests.faults.cases.scene"]
    command += [str(sitting / "data"), str(sitting / "chosen")]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=subprocess.STDOUT, cwd=ROOT, env=os.environ | own | qt
    ) as child:
        assert child.stdout is not None
        said, steps = b"", 0
        while steps < until and (line := child.stdout.readline()):
            said += line
            steps += line.strip().isalpha() or b"_" in line
        if until < STEPS:
            child.kill()
        rest, _ = child.communicate(timeout=PATIENCE)
        return said + rest


def _start_again(data: Path) -> None:
    folder = a_folder(data)
    folder.sign_in(1, PASSWORD)
    folder.close()


def _search(tally: Tally, sitting: Path, markers: list[str]) -> None:
    """Look into every file but those the clerk chose to save."""
    for file in _files(sitting, besides=sitting / "chosen"):
        found = _found(file.read_bytes(), markers) or _found(str(file).encode(), markers)
        tally.expect(not found, f"{file.relative_to(sitting)}: {found}")
        is_ours = file.is_relative_to(sitting / "data")
        is_paper = file.read_bytes()[:4] in {b"%PDF", b"PK\x03\x04", b"\x89PNG"}
        tally.expect(is_ours or not is_paper, f"{file.name} holds a page or a sheet")
        tally.expect(not file.is_relative_to(sitting / "TMPDIR"), f"{file.name} was left behind")


def _files(folder: Path, besides: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_relative_to(besides):
            yield file


def _found(content: bytes, markers: Iterable[str]) -> list[str]:
    return [marker for marker in markers if any(form in content for form in _forms(marker))]


def _forms(marker: str) -> list[bytes]:
    """Write a marker every way it might lie about."""
    apart = unicodedata.normalize("NFD", marker)
    escaped = marker.encode("ascii", "backslashreplace")
    plain = (marker.encode(), marker.encode("utf-16-le"), marker.upper().encode(), apart.encode())
    return [*plain, escaped, fold(marker).encode()]
