"""F27, F18: packages of reports cut, altered, forged, blown up, of another unit or period."""

from __future__ import annotations

import json
import random
import stat
import tracemalloc
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rehabdesk.documents.workbooks.archive import Archive
from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.packages.upward import sealed_copy
from rehabdesk.persistence.packages.upward.embedding import PARTS, sums
from rehabdesk.persistence.packages.upward.refused import ReportPackageRefused
from rehabdesk.persistence.packages.upward.sealed_copy import _canonical, _element
from rehabdesk.persistence.packages.upward.signing import public_half, sign
from rehabdesk.persistence.schema import upgrade
from rehabdesk.services.consolidation.opening import Opened, open_package, take_bytes
from rehabdesk.services.consolidation.orders import Fate
from rehabdesk.services.consolidation.standing import read_standing
from rehabdesk.services.consolidation.totals import main_total
from rehabdesk.services.office import Office
from tests.builders import LAN, NOW, RESOURCES
from tests.faults.tally import Tally
from tests.services.consolidation.scene import (
    ASKED,
    PASSWORD,
    Sender,
    a_member,
    a_sender,
    an_upper_office,
    later,
    receive,
    the_file,
    the_grid,
    the_package,
)

NAME, CARD = "Mai Xuân Nam", "099092000001"
SECONDS, MEMORY = 5.0, 300 * 1024 * 1024
_SUMMED: tuple[str, ...] = ("figures", "members")
_BOMB = 400 * 1024 * 1024
Parts = dict[str, bytes]


def open_hostile_reports(place: Path, count: int, seed: int) -> Tally:
    """Whatever is not the package is refused, or says exactly what it said when it left."""
    del place
    tally, chance = Tally(), random.Random(seed)
    sender = replace(a_sender(1), members=[a_member("S11", CARD)])
    whole = the_package(sender)
    for word in (NAME, CARD, "Xuân Nam"):
        tally.expect(word.encode() not in whole, f"“{word}” can be read in the package")
    for _ in range(count):
        _expect_harmless(tally, whole[: chance.randrange(len(whole))], sender)
        _expect_harmless(tally, _flipped(whole, chance), sender)
    for name, content in _forged(whole, sender).items():
        _expect_refused(tally, name, content)
    _expect_all_at_once(tally, chance)
    _expect_repeats_to_change_nothing(tally)
    return tally


def _expect_harmless(tally: Tally, content: bytes, sender: Sender) -> None:
    """A torn copy opens only where what was torn says nothing of the figures."""
    tally.rounds += 1
    opened = _opened(tally, content)
    if opened is None:
        tally.count("refused")
        return
    tally.count("still whole")
    tally.expect(opened.sealed.grid == the_grid(sender), "a torn copy says other figures")
    tally.expect(opened.sealed.statement.office_name == sender.name, "it comes from another")


def _expect_refused(tally: Tally, name: str, content: bytes) -> None:
    tally.rounds += 1
    tracemalloc.start()
    began = perf_counter()
    opened = _opened(tally, content)
    took, (_, peak) = perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    tally.expect(opened is None, f"{name} was opened")
    tally.expect(took < SECONDS, f"{name} took {took:.1f} s")
    tally.expect(peak < MEMORY, f"{name} took {peak >> 20} MB")


def _opened(tally: Tally, content: bytes) -> Opened | None:
    try:
        return open_package(content, (PASSWORD,))
    except ReportPackageRefused as refusal:
        tally.expect(NAME not in str(refusal), "a refusal tells a name")
        tally.expect(str(refusal).count(".") <= 4, "a refusal is long")
        return None


def _forged(whole: bytes, sender: Sender) -> Mapping[str, bytes]:
    """Return packages whose maker knows how they are made, and lies."""
    parts = _parts(whole)
    other = a_sender(2).secret
    told = json.loads(parts["statement"])
    grid = the_grid(sender).to_json()
    rows = grid["rows"]
    nested: Any = "x"
    for _ in range(50):
        nested = [nested]
    figures: dict[str, Any] = {
        "a row twice": grid | {"rows": [*rows, rows[-1]]},
        "an amount in words": grid | {"rows": _with_value(rows, "nhiều")},
        "an amount without end": grid | {"rows": _with_value(rows, 10**30)},
        "a number that is none": grid | {"rows": _with_value(rows, float("nan"))},
        "rows that are no list": grid | {"rows": {"a": 1}},
        "no columns": grid | {"columns": []},
        "nothing at all": [],
        "lists within lists": nested,
        "another period inside": grid | {"window": ["2025-01-01", "2025-12-31"]},
        "a window that ends before it begins": grid | {"window": ["2026-12-14", "2026-01-01"]},
    }
    found = {
        "figures changed": _with(whole, parts | {"figures": zlib.compress(b"{}")}),
        "statement changed": _with(whole, parts | {"statement": _canonical(told | {"serial": 9})}),
        "signed by nobody": _with(whole, parts | {"signature": bytes(64)}),
        "signed by another under the same key": _with(
            whole, parts | {"signature": sign(other, parts["statement"])}
        ),
        "no signature": _with(whole, {k: v for k, v in parts.items() if k != "signature"}),
        "a newer format": _resigned(whole, parts, sender, format=99),
        "a key that is none": _resigned(whole, parts, sender, seal="zz"),
        "parts left out": _resigned(whole, {**parts, "members": b""}, sender),
        "a serial of nothing": _resigned(whole, parts, sender, serial=0),
        "a year beyond time": _resigned(whole, parts, sender, year=10**9),
        "a moment that is none": _resigned(whole, parts, sender, made_at="hôm qua"),
        "sheets outside": _resigned(whole, parts, sender, visible={"../../etc/passwd": 1}),
        "figures blown up": _resealed(whole, parts, sender, _bomb()),
        "a deep nest": _resealed(whole, parts, sender, zlib.compress(b"[" * 200_000)),
        **_zips(whole),
    }
    return found | {
        name: _resealed(whole, parts, sender, zlib.compress(json.dumps(each).encode()))
        for name, each in figures.items()
    }


def _zips(whole: bytes) -> Mapping[str, bytes]:
    """Return archives that are not what they say."""
    part = _members(whole)[PARTS[0]]
    linked = ZipInfo(PARTS[0])
    linked.external_attr = (stat.S_IFLNK | 0o777) << 16
    blown = b'<?xml version="1.0"?><package xmlns="urn:rehabdesk:report-package:1"><figures>'
    return {
        "a way out": _zipped([("../../etc/passwd", b"x"), (PARTS[0], part)]),
        "a link": _zipped([(linked, b"/etc/passwd")]),
        "the part twice": _zipped([(PARTS[0], part), (PARTS[0], part)]),
        "a bomb": _zipped([(PARTS[0], blown + b"A" * _BOMB)]),
        "an archive in an archive": _zipped([("ben-trong.zip", whole)]),
        "an element twice": _zipped(
            [(PARTS[0], part.replace(b"</package>", b"<figures>QQ==</figures></package>"))]
        ),
        "a page of the web": b"<html><body>Dang nhap</body></html>",
        "nothing": b"",
        "only its head": whole[:4],
    }


def _expect_all_at_once(tally: Tally, chance: random.Random) -> None:
    """143 at once, some of them bad: those that are good count, and each bad one is named."""
    tally.rounds += 1
    senders = [a_sender(number) for number in range(1, 144)]
    office = an_upper(*senders)
    bad = chance.sample(range(143), 7)
    last_year = ReportPeriod(PeriodKind.YEAR, 2025)
    strange = replace(senders[bad[2]], name="Xã Không Có", code="00001")
    spoilt = {
        bad[0]: take_bytes(senders[bad[0]].file_name, the_package(senders[bad[0]])[:-99]),
        bad[1]: the_file(replace(senders[bad[1]], period=last_year)),
        bad[2]: the_file(strange),
        bad[3]: take_bytes("x.rdgoi", b"PK\x03\x04"),
        bad[4]: take_bytes(senders[bad[4]].file_name, b""),
        bad[5]: the_file(replace(senders[bad[5]], members=[a_member("S11", CARD)]), "sai"),
        bad[6]: the_file(replace(senders[bad[6]], layout="mau-khac")),
    }
    files = [spoilt.get(number) or the_file(each) for number, each in enumerate(senders)]
    outcomes = receive(office, *files)
    counted = [each for each in outcomes.values() if each.counts]
    tally.expect(len(counted) == 136, f"{len(counted)} of 136 good packages counted")
    told = all(each.words for each in outcomes.values() if not each.counts)
    tally.expect(told, "a package is left out without a reason")
    tally.expect(_total(office) == 136 * 13, f"the total is {_total(office)}")
    standing = office.look(partial(read_standing, asked=ASKED))
    tally.expect(standing.received == 136, f"{standing.received} units are said to have sent")


def _expect_repeats_to_change_nothing(tally: Tally) -> None:
    """The same again, an older one, another's name: the total stays what it is."""
    sender = a_sender(1)
    office = an_upper(sender, a_sender(2))
    newer = later(sender, S11=20)
    receive(office, the_file(newer))
    tries: dict[str, tuple[Sender, Fate]] = {
        "the same": (newer, Fate.SAME),
        "an older one": (sender, Fate.OLDER),
        "one made before": (replace(newer, made_at=sender.made_at - timedelta(days=1)), Fate.OLDER),
        "the same number with other figures": (
            replace(newer, values={**newer.values, "S11": 99}),
            Fate.OLDER,
        ),
        "another key": (later(replace(newer, key="cd" * 32), 9, S11=99), Fate.SET_ASIDE),
    }
    for name, (each, fate) in tries.items():
        tally.rounds += 1
        found = receive(office, the_file(each))[sender.name].fate
        tally.expect(found is fate, f"{name}: {found}")
        tally.expect(_total(office) == 20, f"{name} has changed the total")


def an_upper(*senders: Sender) -> Office:
    engine = connect(None)
    upgrade(engine)
    return an_upper_office(Office(sessions(engine), RESOURCES, LAN, clock=lambda: NOW), *senders)


def _total(office: Office) -> int:
    return office.look(partial(main_total, asked=ASKED))


# How a package is taken apart and put together again


def _parts(whole: bytes) -> Parts:
    return sealed_copy._parts(Archive(whole).read)


def _members(whole: bytes) -> Parts:
    with ZipFile(BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(whole: bytes, parts: Mapping[str, bytes]) -> bytes:
    head = b'<?xml version="1.0"?><package xmlns="urn:rehabdesk:report-package:1">'
    inside = b"".join(_element(name, part) for name, part in parts.items())
    members = _members(whole) | {PARTS[0]: head + inside + b"</package>"}
    return _zipped(list(members.items()))


def _resigned(whole: bytes, /, copied: Parts, sender: Sender, **changes: object) -> bytes:
    told = json.loads(copied["statement"]) | {"seal": public_half(sender.secret)} | changes
    statement = _canonical(told)
    signed = {"statement": statement, "signature": sign(sender.secret, statement)}
    return _with(whole, copied | signed)


def _resealed(whole: bytes, parts: Parts, sender: Sender, figures: bytes) -> bytes:
    changed = parts | {"figures": figures}
    named: Parts = {name: changed[name] for name in _SUMMED if name in changed}
    return _resigned(whole, changed, sender, parts=sums(named))


def _bomb() -> bytes:
    packer = zlib.compressobj(9)
    chunk = b" " * (1 << 20)
    return b"".join(packer.compress(chunk) for _ in range(_BOMB >> 20)) + packer.flush()


def _with_value(rows: list[dict[str, Any]], amount: object) -> list[dict[str, Any]]:
    place = next(at for at, row in enumerate(rows) if row["values"])
    value = {"now": {"amount": amount, "decimals": 0, "base": None}}
    return [*rows[:place], rows[place] | {"values": value}, *rows[place + 1 :]]


def _zipped(members: list[tuple[Any, bytes]]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that a name stands there twice is meant
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def _flipped(whole: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(whole))
    return whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]
