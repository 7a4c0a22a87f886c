"""Survey rounds (rà soát, thống kê, phân loại): opened, filled person by person, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.teamwork.activities import SurveyFinding, SurveyRound
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.codes import SurveyResult
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.editing import Sides, require_version
from rehabdesk.services.models.facts import DayInFuture, DayRequired
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import require_persons_open
from rehabdesk.services.teams.changes import Changes, Made


class RoundNameRequired(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Ghi tên đợt rà soát, ví dụ “Rà soát quý IV/2026”.")


class EndBeforeBeginning(Refusal):
    field = "on"

    def __init__(self, from_on: date) -> None:
        super().__init__(f"Đợt mở ngày {from_on:%d/%m/%Y}. Ghi ngày đóng từ hôm đó trở đi.")


class RoundIsClosed(Refusal):
    def __init__(self, until_on: date) -> None:
        super().__init__(
            f"Đợt này đã đóng ngày {until_on:%d/%m/%Y}. Chưa đổi gì. Muốn ghi thêm thì mở lại đợt."
        )


class RoundGone(Refusal):
    def __init__(self) -> None:
        super().__init__("Đợt rà soát này đã được bỏ vào thùng rác. Chưa đổi gì.")


class ClassUnchanged(Refusal):
    field = "kind_after"

    def __init__(self, kind: str) -> None:
        super().__init__(f"Ghi diện sau khi rà soát khác “{kind}”, hoặc chọn Không thay đổi.")


class SomeNotSeen(NeedsConfirmation):
    def __init__(self, count: int) -> None:
        super().__init__(f"Còn {count} người chưa ghi kết quả.")


@dataclass(frozen=True, slots=True)
class RoundFacts:
    name: str
    from_on: date | None
    paper: str = ""
    team_id: int | None = None
    note: str = ""


ROUND_LABELS = {
    "name": "Tên đợt",
    "from_on": "Từ ngày",
    "paper": "Theo văn bản",
    "team_id": "Đội làm",
    "note": "Ghi chú",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind_after` is what the class became; empty where it stayed."""

    round_id: int
    person_ids: tuple[int, ...]
    result: SurveyResult
    on: date | None = None  # today, unless the round is of older days
    kind_after: str = ""
    words: str = ""
    volunteer_id: int | None = None


# Acts


def open_round(work: Work, facts: RoundFacts) -> Made:
    work.require(Right.KEEP_TEAM)
    around = SurveyRound(recorded_by=work.actor.name, recorded_at=work.now)
    _write(work, around, facts)
    changes = Changes(work)
    changes.make(around)
    work.record("survey_round.begun", around, name=around.name, on=around.from_on)
    return Made(around.id, f"mở đợt {around.name}", changes.kept())


def correct_round(work: Work, round_id: int, version: int, facts: RoundFacts) -> Made:
    work.require(Right.KEEP_TEAM)
    around = find_round(work, round_id)
    kept = RoundFacts(around.name, around.from_on, around.paper, around.team_id, around.note)
    require_version(around, version, Sides(work, kept, facts, ROUND_LABELS))
    changes = Changes(work)
    changes.note(around)
    _write(work, around, facts)
    work.record("survey_round.corrected", around, name=around.name)
    return Made(around.id, f"sửa đợt {around.name}", changes.kept())


def close_round(work: Work, round_id: int, on: date | None, unseen: int = 0) -> Made:
    """Close a round; who was not seen is asked about once."""
    work.require(Right.KEEP_TEAM)
    around = _open(work, round_id)
    if on is None:
        raise DayRequired
    if on > work.today:
        raise DayInFuture(work.today)
    if on < around.from_on:
        raise EndBeforeBeginning(around.from_on)
    if unseen:
        work.unless_confirmed(SomeNotSeen(unseen))
    changes = Changes(work)
    changes.note(around)
    around.until_on = on
    work.record("survey_round.closed", around, name=around.name, on=on)
    return Made(around.id, f"đóng đợt {around.name}", changes.kept())


def reopen_round(work: Work, round_id: int) -> Made:
    work.require(Right.KEEP_TEAM)
    around = find_round(work, round_id)
    changes = Changes(work)
    changes.note(around)
    around.until_on = None
    work.record("survey_round.reopened", around, name=around.name)
    return Made(around.id, f"mở lại đợt {around.name}", changes.kept())


def note_findings(work: Work, order: Finding) -> Made:
    """Write one result for each of these persons; what was written before is replaced."""
    work.require(Right.KEEP_TEAM)
    around = _open(work, order.round_id)
    require_persons_open(work, order.person_ids)
    on = order.on or work.today
    if on > work.today:
        raise DayInFuture(work.today)
    if on < around.from_on:
        raise EndBeforeBeginning(around.from_on)
    classes = classes_of(work, order.person_ids)
    known = _known(work, around.id, order.person_ids)
    changes = Changes(work)
    for person_id in order.person_ids:
        finding = known.get(person_id)
        before = finding.kind_before if finding is not None else classes.get(person_id, "")
        after = clean(order.kind_after) or before
        if order.result is SurveyResult.CHANGED_CLASS and after == before:
            raise ClassUnchanged(before)
        if finding is None:
            finding = SurveyFinding(round_id=around.id, person_id=person_id, kind_before=before)
            changes.make(finding)
        else:
            changes.note(finding)
        finding.result, finding.on, finding.kind_after = order.result, on, after
        finding.words = clean_lines(order.words) or finding.words
        finding.volunteer_id = order.volunteer_id or finding.volunteer_id
    count = len(order.person_ids)
    work.record(
        "survey_round.found", around, name=around.name, result=order.result.label, count=count
    )
    return Made(around.id, f"ghi “{order.result.label}” cho {count} người", changes.kept())


def clear_findings(work: Work, round_id: int, person_ids: Sequence[int]) -> Made:
    """Take results out again: these persons have not been seen."""
    work.require(Right.KEEP_TEAM)
    around = _open(work, round_id)
    require_persons_open(work, person_ids)
    changes = Changes(work)
    known = _known(work, around.id, person_ids)
    for finding in known.values():
        changes.remove(finding)
    work.record("survey_round.results_dropped", around, name=around.name, count=len(known))
    return Made(around.id, f"bỏ kết quả của {len(known)} người", changes.kept())


# What acts and looks share


def find_round(work: Work, round_id: int) -> SurveyRound:
    around = work.session.get(SurveyRound, round_id)
    if around is None:
        raise RoundGone
    return around


def classes_of(work: Work, person_ids: Sequence[int]) -> dict[int, str]:
    """Return the class (diện quản lý) these persons are of today, as it is shown."""
    asked = select(Standing.person_id, Standing.state).where(
        Standing.is_current, Standing.person_id.in_(person_ids)
    )
    return {row.person_id: row.state.label for row in work.session.execute(asked)}


def _open(work: Work, round_id: int) -> SurveyRound:
    around = find_round(work, round_id)
    if around.until_on is not None:
        raise RoundIsClosed(around.until_on)
    return around


def _known(work: Work, round_id: int, person_ids: Sequence[int]) -> dict[int, SurveyFinding]:
    asked = select(SurveyFinding).where(
        SurveyFinding.round_id == round_id, SurveyFinding.person_id.in_(person_ids)
    )
    return {each.person_id: each for each in work.session.scalars(asked)}


def _write(work: Work, around: SurveyRound, facts: RoundFacts) -> None:
    if not clean(facts.name):
        raise RoundNameRequired
    if facts.from_on is None:
        raise DayRequired
    if facts.from_on > work.today:
        raise DayInFuture(work.today)
    around.name, around.from_on = clean(facts.name), facts.from_on
    around.paper, around.team_id = clean(facts.paper), facts.team_id
    around.note = clean_lines(facts.note)
