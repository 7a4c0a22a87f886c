"""F20: what the readers of workbooks and of old letters make of any bytes and any text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from rehabdesk.documents.workbooks import compound, plain_text, records, styles, wire
from rehabdesk.documents.workbooks.archive import Archive, kind_of
from rehabdesk.documents.workbooks.refusing import Unreadable
from rehabdesk.domain.legacy_letters import Encoding, detect, to_unicode
from tests.documents.workbooks import made
from tests.domain.legacy_letters.old_signs import in_tcvn3, in_vni, names
from tests.faults.tally import Tally

ROWS = [[n, f"NguyÔn {n}", 99085000000 + n] for n in range(3)]
FONTS = (".VnTime", ".VnTimeH", "Arial")
SPANNED = made.ods_cell("a", ' table:number-rows-spanned="2"')
TABLE = f"<table:table-row>{SPANNED}</table:table-row>"
STYLES = (
    f'<styleSheet xmlns="{made.MAIN}"><fonts><font><name val=".VnTime"/></font></fonts>'
    '<cellXfs><xf fontId="0"/></cellXfs></styleSheet>'
)
ZIPS = [made.raw_xlsx(f"<row>{made.cell('Lª', 'A1')}</row>", xl__styles=STYLES), made.ods(TABLE)]
BOOKS = [made.xls(ROWS, FONTS)]
TEXTS = ["STT;Họ tên\n1;Nguyễn\n".encode(code) for code in ("utf-8", "utf-16")] + [b"1,\xd6\xd0\n"]
NAMES = names(50)


def _damaged(samples: list[bytes]) -> st.SearchStrategy[bytes]:
    """A good file with a few bytes changed, cut or repeated; or any bytes."""
    changes = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4)), max_size=6)
    return st.one_of(
        st.binary(max_size=600), st.builds(_changed, st.sampled_from(samples), changes)
    )


def _changed(sample: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    data = bytearray(sample)
    for place, content in changes:
        at = place % (len(data) + 1)
        data[at : at + (len(content) or 40)] = content
    return bytes(data)


def _read_zip(data: bytes) -> None:
    archive = Archive(data)
    archive.check()
    kind_of(archive)
    styles.fonts_of_sheets(archive, ["Danh sách"])
    styles.spans_of_sheets(archive)


def _read_old(data: bytes) -> None:
    stream = compound.workbook_stream(data)
    records.check_password(stream)
    records.fonts_of_sheets(stream)


def _read_letters(text: str) -> None:
    guess = detect([text], ".VnTime")
    for encoding in Encoding:
        to_unicode(text, encoding)
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    if to_unicode(composed, Encoding.UNICODE) != to_unicode(apart, Encoding.UNICODE):
        raise AssertionError(f"{text!r} and its parts are read apart")
    if not 0 <= guess.certainty <= 1:
        raise AssertionError(f"{text!r}: certain by {guess.certainty}")


def _read_line(line: bytes) -> None:
    try:
        for part in wire.decode(line):
            if isinstance(part, list):
                wire.cells([value for value in part if not isinstance(value, list)])
    except (ValueError, RecursionError):
        raise Unreadable from None


def read_any_bytes(_place: Path, count: int, number: int) -> Tally:
    """F20: any bytes are read or refused as unreadable; nothing else comes of them."""
    tally = Tally()
    texts = st.one_of(
        st.text(max_size=40),
        st.sampled_from([*NAMES, *map(in_tcvn3, NAMES), *map(in_vni, NAMES)]),
    )
    readers: tuple[tuple[Callable[[Any], object], st.SearchStrategy[Any]], ...] = (
        (_read_zip, _damaged(ZIPS)),
        (_read_old, _damaged(BOOKS)),
        (plain_text.read_text, _damaged(TEXTS)),
        (_read_line, _damaged([wire.encode(wire.ROWS, ROWS), b'["no","x"]\n'])),
        (_read_letters, texts),
    )
    for reader, strategy in readers:
        _try_all(reader, strategy, tally, (count, number))
    return tally


def _try_all(
    reader: Callable[[Any], object],
    strategy: st.SearchStrategy[Any],
    tally: Tally,
    extent: tuple[int, int],
) -> None:
    count, number = extent

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(strategy)
    def any_input(told: object) -> None:
        tally.rounds += 1
        try:
            reader(told)
        except Unreadable:
            tally.count("refused")

    any_input()
