"""Which act made a figure another one: read off the trail, for persons and for single records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Integer, column, func, select, table

from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.reports.codes import MemberKind
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.indicators.sources import counted_from
from rehabdesk.services.journal.words import Kind, kind_of, noun_of, verb_of
from rehabdesk.services.office import Work

_AT_ONCE = 500
_TOLD = 3  # acts, the newest first; fields of one
_ARROW = " → "  # between what stood in a field and what stands there now
_QUIET = frozenset({"standings.refreshed", "search.renewed"})
_TABLES = {
    MemberKind.PERSON: "person",
    MemberKind.DECISION: "decision",
    MemberKind.SUPPORT: "support",
    MemberKind.CONTACT: "contact",
    MemberKind.BODY_TEST: "body_test",
    MemberKind.ACTIVITY: "activity",
    MemberKind.TRAINING: "activity",
    MemberKind.TIP: "tip",
    MemberKind.PLEDGE: "pledge",
    MemberKind.VISIT: "counselling_visit",
    MemberKind.TEAM: "volunteer_team",
    MemberKind.VOLUNTEER: "volunteer",
    MemberKind.MODEL: "care_model",
    MemberKind.TYPED: "typed_figure",
    MemberKind.UNIT: "received_package",
}
_JOINED = {"decision": "decision_person", "contact": "contact_person"}


@dataclass(frozen=True, slots=True)
class Cause:
    """Who did what, and when."""

    at: datetime
    who: str
    did: str
    table: str = ""  # of the record it was about

    @property
    def words(self) -> str:
        return f"{self.who}, {self.at:%H:%M %d/%m/%Y}: {self.did}"


@dataclass(slots=True)
class Trail:
    """The acts since a report was closed, by the record and by the person they were about."""

    catalogue: Mapping[str, Indicator] = field(default_factory=dict)
    by_subject: dict[str, list[Cause]] = field(default_factory=dict)
    by_person: dict[int, list[Cause]] = field(default_factory=dict)

    def words_for(self, member: Member, code: str) -> str:
        """Tell the last acts on what a member is, else those on the person.

        Of these only what the figure of that code is counted from can have changed it.
        """
        subject = f"{_TABLES.get(member.kind, '')}:{member.record_id}"
        if member.kind is not MemberKind.PERSON and subject in self.by_subject:
            return _told_together(self.by_subject[subject])
        tables = counted_from(self.catalogue, code)
        acts = self.by_person.get(member.person_id, []) if member.person_id else []
        return _told_together([each for each in acts if each.table in tables])


def read_trail(work: Work, report: Report) -> Trail:
    """Read what was written since a report was closed, the oldest first."""
    trail = Trail(catalogue(work))
    entries = [each for each in _since(work, report) if _is_edit(each.act)]
    owners = _owners(work, {_subject(each) for each in entries})
    for entry in entries:
        subject = _subject(entry)
        cause = Cause(entry.at, entry.actor.partition(":")[2], _did(entry), subject.split(":")[0])
        trail.by_subject.setdefault(subject, []).append(cause)
        for person in {*owners.get(subject, ()), *_told(entry)}:
            trail.by_person.setdefault(person, []).append(cause)
    return trail


def _told_together(acts: Sequence[Cause]) -> str:
    """Tell the newest first, and how many more there were."""
    told = "; ".join(each.words for each in reversed(acts[-_TOLD:]))
    more = len(acts) - _TOLD
    return f"{told}; trước đó {more} việc nữa" if more > 0 else told


def _did(entry: AuditEntry) -> str:
    """Say an act in words, and of a correction which fields it changed."""
    what = entry.facts.get("title") or entry.facts.get("number") or ""
    if entry.act.startswith("bin."):
        return f"{verb_of(entry.act)} {what}".strip()
    did = f"{verb_of(entry.act)} {noun_of(entry.act).lower()} {what}".strip()
    fields = [name for name, value in entry.facts.items() if _ARROW in str(value)]
    return f"{did} ({', '.join(fields[:_TOLD])})" if fields else did


def _subject(entry: AuditEntry) -> str:
    """Return the record an act was about; of the bin what was thrown there."""
    kind, number = entry.facts.get("kind", ""), entry.facts.get("id", "")
    return f"{kind}:{number}" if entry.act.startswith("bin.") and kind else entry.subject


def _since(work: Work, report: Report) -> Iterable[AuditEntry]:
    own = f"{Report.__tablename__}:{report.id}"
    closed = select(func.max(AuditEntry.sequence)).where(
        AuditEntry.subject == own, AuditEntry.act == "report.frozen"
    )
    after = work.session.scalar(closed) or 0
    found = select(AuditEntry).where(AuditEntry.sequence > after)
    return work.session.scalars(found.order_by(AuditEntry.sequence)).all()


def _is_edit(act: str) -> bool:
    is_own = act.startswith(("report.", "figure."))
    return act not in _QUIET and not is_own and kind_of(act) is Kind.WRITTEN


def _told(entry: AuditEntry) -> Iterator[int]:
    """Return the persons an act itself names."""
    is_meeting = entry.act.startswith("contact.")
    for key in ("person", "persons") if is_meeting else ("person", "into", "kept", "gone"):
        for each in entry.facts.get(key, "").split(", "):
            if each.isdecimal():
                yield int(each)


def _owners(work: Work, subjects: Iterable[str]) -> dict[str, set[int]]:
    """Return whose each record is."""
    by_table: dict[str, set[int]] = {}
    for subject in subjects:
        name, _, number = subject.partition(":")
        if number.isdecimal():
            by_table.setdefault(name, set()).add(int(number))
    found: dict[str, set[int]] = {}
    for name, ids in by_table.items():
        ordered = sorted(ids)
        for begin in range(0, len(ordered), _AT_ONCE):
            for row_id, person in _persons(work, name, ordered[begin : begin + _AT_ONCE]):
                found.setdefault(f"{name}:{row_id}", set()).add(person)
    return found


def _persons(work: Work, name: str, ids: list[int]) -> Iterator[tuple[int, int]]:
    if name == "person":
        yield from ((each, each) for each in ids)
        return
    if name == "episode":
        asked = select(Episode.id, CaseFile.person_id).join(Episode.case)
        asked = asked.where(Episode.id.in_(ids))
    elif name == "case_event":
        asked = select(CaseEvent.id, CaseFile.person_id)
        asked = asked.join(Episode, Episode.id == CaseEvent.episode_id).join(Episode.case)
        asked = asked.where(CaseEvent.id.in_(ids))
    else:
        held = _JOINED.get(name, name)
        key = "id" if held == name else f"{name}_id"
        known = Entity.metadata.tables.get(held)
        if known is None or not {key, "person_id"} <= set(known.c.keys()):
            return
        kept = table(held, column(key, Integer), column("person_id", Integer))
        asked = select(kept.c[key], kept.c.person_id).where(
            kept.c[key].in_(ids), kept.c.person_id.is_not(None)
        )
    yield from ((row_id, person) for row_id, person in work.session.execute(asked))
