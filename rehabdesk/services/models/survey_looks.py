"""A round as a list: who was followed, by hamlet, what was found, and the sums."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from rehabdesk.domain.codes import CaseState, EpisodeKind, Right
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.activities import SurveyFinding, SurveyRound
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.codes import SurveyResult
from rehabdesk.services.models.areas import part_of
from rehabdesk.services.models.surveys import RoundFacts, find_round
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names


@dataclass(frozen=True, slots=True)
class RoundRow:
    id: int
    version: int
    facts: RoundFacts
    until_on: date | None
    seen: int
    recorded_by: str

    @property
    def words(self) -> str:
        begins = f"{self.facts.from_on:%d/%m/%Y}" if self.facts.from_on else ""
        ends = f"đóng {self.until_on:%d/%m/%Y}" if self.until_on else "đang mở"
        return f"{self.facts.name} · từ {begins}, {ends}"


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Somebody of the round; without a result not seen yet."""

    person_id: int
    name: str
    name_order: str
    hamlet_id: int | None
    hamlet: str
    kind_before: str
    kind_after: str
    result: SurveyResult | None
    on: date | None
    words: str
    volunteer_id: int | None
    volunteer: str
    part: str  # of which stock: addicted, users, after_rehab
    is_new: bool  # the file was opened within the round
    is_close: bool

    @property
    def id(self) -> int:
        return self.person_id

    @property
    def changed(self) -> str:
        if self.result is None or self.kind_after in {"", self.kind_before}:
            return ""
        return self.kind_after


@dataclass(frozen=True, slots=True)
class RoundView:
    row: RoundRow
    rows: tuple[Surveyed, ...]

    @property
    def unseen(self) -> int:
        return sum(row.result is None for row in self.rows)

    @property
    def sums(self) -> tuple[tuple[SurveyResult, int], ...]:
        counted = Counter(row.result for row in self.rows if row.result is not None)
        return tuple((each, counted[each]) for each in SurveyResult if counted[each])

    @property
    def with_files(self) -> int:
        """N01 + U01: addicted and using persons with files, each once; who moved away apart."""
        return sum(
            row.part in {"addicted", "users"} and row.result is not SurveyResult.MOVED
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    state: CaseState
    kind: EpisodeKind
    is_followed: bool
    is_home: bool  # the rehabilitation is over


# Looks


def list_rounds(work: Work) -> list[RoundRow]:
    """Return every round, those still open first, then the newest."""
    work.require(Right.READ_FILES)
    counted = work.session.execute(
        select(SurveyFinding.round_id, func.count()).group_by(SurveyFinding.round_id)
    )
    seen: dict[int, int] = dict(counted.all())
    asked = select(SurveyRound).order_by(
        SurveyRound.until_on.is_not(None), SurveyRound.from_on.desc(), SurveyRound.id.desc()
    )
    return [_round(each, seen.get(each.id, 0)) for each in work.session.scalars(asked)]


def read_round(work: Work, round_id: int) -> RoundView:
    """Return who is followed today or was found; of a closed round only who was found."""
    work.require(Right.READ_FILES)
    around = find_round(work, round_id)
    findings = {
        each.person_id: each
        for each in work.session.scalars(
            select(SurveyFinding)
            .where(SurveyFinding.round_id == round_id)
            .options(joinedload(SurveyFinding.volunteer))
        )
    }
    names = Names(work)
    rows = []
    for person, hamlet, opened_on, seen in _persons(work):
        finding = findings.get(person.id)
        is_listed = seen.is_followed and around.until_on is None
        if finding is None and not is_listed:
            continue
        is_new = opened_on >= around.from_on
        rows.append(_surveyed(names, person, hamlet, seen, finding, is_new=is_new))
    rows.sort(key=lambda row: (row.hamlet_id is None, row.hamlet_id or 0, row.name_order))
    return RoundView(_round(around, len(findings)), tuple(rows))


def _persons(work: Work) -> list[tuple[Person, str, date, _Seen]]:
    asked = (
        select(
            Person,
            Hamlet.name,
            CaseFile.opened_on,
            Standing.state,
            Episode.kind,
            Standing.is_followed,
            Episode.completes_on,
        )
        .join(CaseFile, CaseFile.person_id == Person.id)
        .join(Standing, Standing.person_id == Person.id)
        .join(Episode, Episode.id == Standing.episode_id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(Standing.is_current)
    )
    return [
        (
            person,
            hamlet or "",
            opened_on,
            _Seen(state, kind, is_followed, ends is not None and ends <= work.today),
        )
        for person, hamlet, opened_on, state, kind, is_followed, ends in work.session.execute(asked)
    ]


def _surveyed(
    names: Names,
    person: Person,
    hamlet: str,
    seen: _Seen,
    finding: SurveyFinding | None,
    *,
    is_new: bool,
) -> Surveyed:
    is_close = names.is_close(person.id)
    volunteer: Volunteer | None = finding.volunteer if finding is not None else None
    now = seen.state.label
    return Surveyed(
        person.id,
        names.of(person.id, person.full_name, person.birth),
        "" if is_close else person.name_order,
        person.hamlet_id,
        "" if is_close else hamlet,
        "" if is_close else (finding.kind_before if finding is not None else now),
        "" if is_close or finding is None else finding.kind_after,
        None if finding is None else finding.result,
        None if finding is None else finding.on,
        "" if is_close or finding is None else finding.words,
        None if finding is None else finding.volunteer_id,
        volunteer.full_name if volunteer is not None else "",
        part_of(seen.state, seen.kind, is_home=seen.is_home),
        is_new,
        is_close,
    )


def _round(around: SurveyRound, seen: int) -> RoundRow:
    facts = RoundFacts(around.name, around.from_on, around.paper, around.team_id, around.note)
    return RoundRow(around.id, around.version, facts, around.until_on, seen, around.recorded_by)
