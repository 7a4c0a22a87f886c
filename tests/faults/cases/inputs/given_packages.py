"""F18: files made to harm, given where packages of reports are opened, among good ones."""

from __future__ import annotations

import socket
import tracemalloc
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

from rehabdesk.persistence.packages.upward.embedding import PARTS
from rehabdesk.services.consolidation.opening import Incoming, take_file
from rehabdesk.services.consolidation.orders import Outcome, ReceiveOrder
from rehabdesk.services.consolidation.receiving import receive_packages
from rehabdesk.services.consolidation.standing import read_standing
from rehabdesk.services.consolidation.totals import main_total
from rehabdesk.services.office import Office
from tests.documents.workbooks import made
from tests.faults.cases.inputs.hostile import FORMULA, SHEET, files, huge_cell
from tests.faults.cases.inputs.report_packages import an_upper
from tests.faults.tally import Tally
from tests.services.consolidation.scene import (
    ASKED,
    PASSWORD,
    Sender,
    a_member,
    a_sender,
    receive,
    the_file,
    the_package,
)

NAME, CARD = "Mai Xuân Nam", "099092000001"
WHOLE = 50  # cuts of the long form, which also makes the largest files
LARGE, SMALL = (1_000, 1_048_000, 10_000), (20, 100_500, 2_010)  # megabytes, rows, sheets
SECONDS, MEMORY = 5.0, 300 * 1024 * 1024
GRACE = 1.5  # seconds for what watching the memory costs
SENTENCES = 4
ENDING = ".rdgoi"
_AS_IT_WAS = ("thêm", "đổi đuôi")  # what is read of it has not been touched


def open_given_packages(place: Path, count: int, _seed: int) -> Tally:
    """F18: whatever is given as a package is told in a sentence, and the others go on."""
    tally = Tally()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/a"
    sizes = LARGE if count >= WHOLE else SMALL
    good = [a_sender(1), replace(a_sender(2), members=[a_member("S11", CARD)])]
    touched = replace(a_sender(3), members=[a_member("S11", CARD)])
    with listener:
        strange = {each.file_name: each.make() for each in files(url, *sizes)}
        taken = list(_given(tally, place, strange | _cut_off(touched, count), is_package=False))
        _expect_others_to_go_on(tally, good, taken)
        for file in _given(tally, place, _worked_on(touched, sizes[0]), is_package=True):
            _expect_what_was_sealed(tally, good, touched, file)
        tally.expect(_nobody_called(listener), "somebody fetched something")
    return tally


def _given(
    tally: Tally, place: Path, contents: Mapping[str, bytes], *, is_package: bool
) -> Iterator[Incoming]:
    """Hand each file in by its own name; those that are none also by the name of a package."""
    for name, content in contents.items():
        names = {name} if is_package else {name, f"{name}{ENDING}"}
        for each in sorted(names):
            path = place / each
            path.write_bytes(content)
            tally.rounds += 1
            file = _taken(tally, path)
            path.unlink()
            opened = file.opened is not None
            tally.expect(is_package or not opened, f"{each} was opened")
            tally.count("opened" if opened else "refused")
            yield file


def _taken(tally: Tally, path: Path) -> Incoming:
    tracemalloc.start()
    began = perf_counter()
    try:
        file = take_file(path, (PASSWORD,))
    finally:
        took, (_, peak) = perf_counter() - began, tracemalloc.get_traced_memory()
        tracemalloc.stop()
    tally.expect(took < SECONDS + GRACE, f"{path.name} took {took:.1f} s")
    tally.expect(peak < MEMORY, f"{path.name} took {peak >> 20} MB")
    if file.opened is None:
        _expect_a_sentence(tally, path.name, file.trouble)
    return file


def _expect_a_sentence(tally: Tally, name: str, words: str) -> None:
    is_plain = words.endswith(".") and 0 < words.count(". ") + 1 <= SENTENCES
    is_plain = is_plain and "Số liệu đang có không đổi." in words and "Error" not in words
    tally.expect(is_plain, f"{name}: {words!r} is no plain sentence")
    tally.expect(NAME not in words, f"{name}: a name is told")


def _expect_others_to_go_on(tally: Tally, good: list[Sender], strange: list[Incoming]) -> None:
    """Receive all of them in one act: the good ones count, each other is named with its reason."""
    office = an_upper(*good)
    before, after = (the_file(each, PASSWORD) for each in good)
    order = ReceiveOrder(ASKED, (before, *strange, after))
    outcomes: tuple[Outcome, ...] = office.do(partial(receive_packages, order=order)).result
    counted = {each.unit_name for each in outcomes if each.counts}
    tally.expect(counted == {each.name for each in good}, f"counted: {sorted(counted)}")
    tally.expect(len(outcomes) == len(strange) + 2, "a file is not told of")
    silent = [each.file_name for each in outcomes if not each.counts and not each.words]
    tally.expect(not silent, f"without a reason: {silent[:3]}")
    tally.expect(_total(office) == 26, f"the total is {_total(office)}")


def _expect_what_was_sealed(
    tally: Tally, good: list[Sender], sender: Sender, file: Incoming
) -> None:
    """A package somebody worked on says what it said when it left, and that it was worked on."""
    office = an_upper(*good, sender)
    outcomes = receive(office, *(the_file(each, PASSWORD) for each in good), file)
    total = _total(office)
    if file.opened is None:
        tally.expect(total == 26, f"{file.name} changed the total to {total}")
        return
    outcome = outcomes[sender.name]
    tally.expect(outcome.counts, f"{file.name} was opened and does not count: {outcome.words}")
    tally.expect(total == 39, f"{file.name}: the total is {total}")
    is_told = "sửa tay" in file.edits or "lưu lại" in file.edits
    is_as_it_was = file.name.startswith(_AS_IT_WAS)
    tally.expect(is_told or is_as_it_was, f"{file.name}: not told that it was changed")
    standing = office.look(partial(read_standing, asked=ASKED))
    tally.expect(standing.received == 3, f"{standing.received} units are said to have sent")


def _cut_off(sender: Sender, count: int) -> dict[str, bytes]:
    whole = the_package(sender)
    places = [len(whole) * number // count for number in range(count)]
    return {f"cắt ở {at}{ENDING}": whole[:at] for at in places}


def _worked_on(sender: Sender, megabytes: int) -> dict[str, bytes]:
    """Return a good package somebody has put something into, its sealed part left as it was."""
    whole = the_package(sender)
    parts = _members(whole)
    sheet = parts[SHEET]
    cell = f'<c t="str"><f>{FORMULA}</f><v>99</v></c>'.encode()
    bomb = _members(huge_cell(megabytes))["xl/worksheets/sheet2.xml"]
    declared = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]>' + sheet.split(b"?>", 1)[-1]
    return {
        "thêm macro.xlsm": _zipped(parts | {"xl/vbaProject.bin": b"macro"}),
        "thêm macro.rdgoi": _zipped(parts | {"xl/vbaProject.bin": b"macro"}),
        "công thức.rdgoi": _zipped(parts | {SHEET: sheet.replace(b"</row>", cell + b"</row>")}),
        "số khác.rdgoi": _zipped(parts | {SHEET: sheet.replace(b"<v>13</v>", b"<v>99</v>")}),
        "trang phình ra.rdgoi": _zipped(parts | {SHEET: bomb}),
        "trang khai báo.rdgoi": _zipped(parts | {SHEET: declared}),
        "trang trống.rdgoi": _zipped(parts | {SHEET: b""}),
        "thêm tệp nén.rdgoi": _zipped(parts | {"a.zip": made.xlsx([["a"]])}),
        "mất bản niêm phong.xlsx": _zipped({k: v for k, v in parts.items() if k != PARTS[0]}),
        "đổi đuôi.docx": whole,
    }


def _members(whole: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _total(office: Office) -> int:
    return office.look(partial(main_total, asked=ASKED))


def _nobody_called(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return True
    return False
