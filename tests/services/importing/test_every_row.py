"""Whatever stands in the cells, every row is made, put to a file, alike or explained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.services.importing.orders import Check, CheckedRow, RowState
from rehabdesk.services.importing.writing import NothingToImport
from rehabdesk.services.office import Office
from tests.builders import taken_in
from tests.services.importing.tables import (
    a_book,
    a_row,
    an_order,
    checked,
    imported,
    stored,
    taken_back,
)

_NAMES = st.sampled_from(("Trần Văn Thắng", "Lê Thị Mến", "LÊ THỊ MẾN", "lo van son", "", "?", "x"))
_DAYS = st.one_of(
    st.sampled_from(("31/02/1980", "1985", "3/1985", "khoảng 1970", "", None, 43252, -1, 1e308)),
    st.dates(date(1930, 1, 1), date(2030, 1, 1)),
)
_NUMBERS = st.one_of(
    st.sampled_from(("099091004217", 99091004217.0, "09909100421", "012345678", "abc", None)),
    st.integers(0, 10**12),
)
_TEXTS = st.one_of(st.none(), st.text(max_size=20), st.sampled_from(("=1+1", "Thôn Hạ", "x")))
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": _NAMES,
            "Ngày_sinh": _DAYS,
            "Số_căn_cước": _NUMBERS,
            "Thôn": st.sampled_from((None, "Thôn Hạ", "Bờ Sông", "hạ")),
            "Diện_quản_lý": st.sampled_from((None, "Quản lý sau cai", "Cai tại nhà", "lạ")),
            "Số_quyết_định": st.sampled_from((None, "5", "15/QĐ-UBND")),
            "Ngày_quyết_định": _DAYS,
            "Ghi_chú": _TEXTS,
            "Thường_trú": _TEXTS,
        }
    ),
    min_size=1,
    max_size=8,
)


def explained(row: CheckedRow) -> bool:
    """Tell whether a row that is not written says why."""
    return row.is_written or bool(row.problems)


def outcomes(check: Check) -> dict[ImportOutcome, int]:
    found = [row.outcome for row in check.rows]
    return {each: found.count(each) for each in ImportOutcome}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=_ROWS)
def test_rows_in_are_rows_told(
    another_office: Callable[[], Office], rows: list[dict[str, Any]]
) -> None:
    office = another_office()
    taken_in(office)
    book = a_book([a_row(**row) for row in rows])
    order = an_order(office, book)
    before = stored(office)
    check = checked(office, order)
    assert check.counters.total == len(check.rows) == len(rows) + 1  # with the line of the total
    assert all(explained(row) for row in check.rows)
    assert all(row.problems for row in check.rows if row.state is RowState.FAULTY)
    told = outcomes(check)
    try:
        done = imported(office, order)
    except NothingToImport:
        assert check.counters.to_write == 0
        return
    assert done.rows == len(check.rows)
    assert (done.created, done.updated) == (
        told[ImportOutcome.CREATED],
        told[ImportOutcome.UPDATED],
    )
    assert taken_back(office, done).kept == ()
    assert stored(office) == before
