"""What the list of files shows of a person, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from rehabdesk.domain.codes import CaseState
from rehabdesk.services.people.files import SOON, MoreFacts, PersonRow
from rehabdesk.services.people.list_query import By
from rehabdesk.ui.kit.rows import Column, Sign

DAYS_A_MONTH = 30.4
STATE_SIGNS = {
    CaseState.PENDING_DECISION: Sign("clock", "warn"),
    CaseState.ABOUT_TO_COMPLETE: Sign("clock", "neutral"),
    CaseState.POST_REHAB: Sign("checkmark_circle", "ok"),
    CaseState.POST_REHAB_MOVED_IN: Sign("arrow_import", "ok"),
    CaseState.TERM_PAUSED: Sign("hourglass", "warn"),
    CaseState.IN_SOCIAL_PROTECTION: Sign("building_multiple", "ok"),
    CaseState.RELAPSE: Sign("warning", "warn"),
    CaseState.POST_REHAB_COMPLETED: Sign("checkmark_circle", "neutral"),
    CaseState.POST_REHAB_REMOVED: Sign("subtract", "neutral"),
    CaseState.AWAITING_REGISTRATION: Sign("clock", "warn"),
    CaseState.REHAB_HOME: Sign("home_person", "accent"),
    CaseState.REHAB_PRIVATE: Sign("building_multiple", "accent"),
    CaseState.REHAB_PUBLIC: Sign("building_multiple", "accent"),
    CaseState.SUBSTITUTION: Sign("beaker", "accent"),
    CaseState.DOSSIER_MANAGEMENT: Sign("folder_person", "warn"),
    CaseState.REHAB_COMPULSORY: Sign("building_multiple", "accent"),
    CaseState.REHAB_DEFERRED: Sign("hourglass", "neutral"),
    CaseState.REHAB_COMPLETED: Sign("checkmark_circle", "neutral"),
    CaseState.REHAB_STOPPED: Sign("subtract", "warn"),
    CaseState.DOSSIER_CLOSED: Sign("subtract", "neutral"),
    CaseState.USER_MANAGED: Sign("circle_half_fill", "accent"),
    CaseState.USER_SUSPENDED: Sign("hourglass", "neutral"),
    CaseState.USER_STOPPED: Sign("subtract", "neutral"),
    CaseState.USER_ENDED: Sign("checkmark_circle", "neutral"),
    CaseState.DIAGNOSING: Sign("beaker", "warn"),
    CaseState.IN_PRISON: Sign("lock_closed", "neutral"),
    CaseState.IN_COMPULSORY_EDUCATION: Sign("building_multiple", "neutral"),
    CaseState.MOVED_OUT: Sign("arrow_right", "neutral"),
    CaseState.DECEASED_MISSING: Sign("subtract", "neutral"),
    CaseState.NONE: Sign("circle", "neutral"),
}


def time_left(row: PersonRow) -> str:
    """Say what is left of a term: days when it ends soon, else months."""
    if row.days_left is None:
        return "chưa tính" if row.state is CaseState.PENDING_DECISION else "–"
    if row.days_left < 0:
        return "đã hết"
    if row.days_left <= SOON:
        return f"{row.days_left} ngày"
    return f"{int(row.days_left / DAYS_A_MONTH)} tháng"


def ends_soon(row: PersonRow) -> bool:
    return row.days_left is not None and 0 <= row.days_left <= SOON


def short_day(day: date | None, today: date) -> str:
    """Tell a day of this year without its year."""
    if day is None:
        return ""
    return f"{day:%d/%m}" if day.year == today.year else _slashed(day)


def _slashed(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"  # `strftime` takes ten times as long


def _nowhere(_person_id: int) -> str:
    return ""


def columns(
    today: Callable[[], date], elsewhere: Callable[[int], str] = _nowhere
) -> tuple[Column[PersonRow], ...]:
    """Return the columns of the list; the last ones are there for who asks for them.

    `elsewhere` says on which other machine a file is open, if on any.
    """

    def where_open(row: PersonRow) -> Sign | None:
        return Sign("people", "accent") if elsewhere(row.id) else None

    def name_tip(row: PersonRow) -> str:
        return elsewhere(row.id) or row.full_name

    def due(row: PersonRow) -> str:
        return short_day(row.next_due, today())

    def is_late(row: PersonRow) -> Sign | None:
        late = row.next_due is not None and row.next_due < today()
        return Sign("error_circle", "danger") if late else None

    text = Column[PersonRow]
    return (
        text(
            "Họ và tên",
            _name,
            width=152,
            sign=where_open,
            tip=name_tip,
            is_subject=True,
            sorts_by=By.NAME,
        ),
        text("Năm sinh", _birth_year, width=76, tip=_age, sorts_by=By.BIRTH),
        text("Thôn", lambda row: row.hamlet, width=112, sorts_by=By.HAMLET),
        text("Diện quản lý", _state, width=206, sign=_state_sign, sorts_by=By.STATE),
        text("Hạn quản lý", _term_end, width=92, sorts_by=By.TERM),
        text("Còn lại", time_left, width=76, tint=_left_tint, strong=ends_soon, sorts_by=By.TERM),
        text(
            "Người phụ trách",
            helper_words,
            width=126,
            sign=_helper_sign,
            tip=lambda row: row.helper,
            sorts_by=By.HELPER,
        ),
        text("Việc tiếp theo", _next_step, width=134, is_stretched=True, sorts_by=By.NEXT_STEP),
        text("Hạn", due, width=114, sign=is_late, sorts_by=By.DUE, paper=_whole_due),
        *_ASKED_FOR,
    )


def _name(row: PersonRow) -> str:
    return row.full_name


def _birth_year(row: PersonRow) -> str:
    return str(row.birth_year or "")


def _state(row: PersonRow) -> str:
    return row.state.label


def _state_sign(row: PersonRow) -> Sign:
    return STATE_SIGNS[row.state]


def _next_step(row: PersonRow) -> str:
    return row.next_step


def _whole_due(row: PersonRow) -> str:
    return _slashed(row.next_due) if row.next_due else ""


def _number(row: PersonRow) -> str:
    return row.masked_number


def _ordinal(row: PersonRow) -> str:
    return str(row.ordinal or "")


def _age(row: PersonRow) -> str:
    return f"{row.birth} · {row.age.text}" if row.age else ""


def _term_end(row: PersonRow) -> str:
    return _slashed(row.term_end) if row.term_end else ""


def _left_tint(row: PersonRow) -> str:
    return "warn" if ends_soon(row) else "text.secondary"


def helper_words(row: PersonRow) -> str:
    if row.awaits_number:
        return "Chờ số QĐ"
    return row.helper or ("Chưa có" if row.is_followed else "")


def _helper_sign(row: PersonRow) -> Sign | None:
    if row.awaits_number:
        return Sign("clock", "neutral")
    return Sign("warning", "warn") if row.is_followed and not row.helper else None


def _more(tell: Callable[[MoreFacts], str]) -> Callable[[PersonRow], str]:
    return lambda row: tell(row.more) if row.more else ""


def _flag(row: PersonRow) -> str:
    on = row.more.flagged_on if row.more else None
    return f"{short_day(on, row.today)} {row.more.flag_word}".strip() if on and row.more else ""


def _flag_sign(row: PersonRow) -> Sign | None:
    on = row.more.flagged_on if row.more else None
    if on is None:
        return None
    return Sign("calendar_clock", "warn" if on <= row.today else "neutral")


_FACTS = (
    ("Xã cũ", 110, By.FORMER, lambda each: each.former_commune),
    ("Điện thoại", 104, By.PHONE, lambda each: each.phone),
    ("Loại ma túy", 104, By.DRUGS, lambda each: each.drugs),
    ("Việc làm", 130, By.EMPLOYMENT, lambda each: each.employment.label if each.employment else ""),
    ("Hồ sơ đủ", 76, By.COMPLETENESS, lambda each: f"{each.completeness}%"),
    ("Cán bộ", 126, By.CLERK, lambda each: each.clerk),
)
_text = partial(Column[PersonRow], is_hidden=True)
_ASKED_FOR = (
    _text("Số hồ sơ", lambda row: row.case_code, width=92, sorts_by=By.CODE),
    _text("Số căn cước", _number, width=130, sorts_by=By.NUMBER),
    _text("Tên gọi khác", lambda row: row.other_names, width=120, sorts_by=By.OTHER_NAMES),
    _text("Lần thứ mấy", _ordinal, width=92, align="right", sorts_by=By.ORDINAL),
    *(
        _text(
            title,
            _more(tell),
            width=width,
            sorts_by=by,
            align="right" if by is By.COMPLETENESS else "left",
        )
        for title, width, by, tell in _FACTS
    ),
    _text("Cờ nhắc", _flag, width=150, sign=_flag_sign, sorts_by=By.FLAG),
)
MORE = frozenset(
    {title for title, *_ in _FACTS} | {"Cờ nhắc"}
)  # columns that read more of a person
