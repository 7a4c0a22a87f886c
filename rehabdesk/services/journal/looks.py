"""The trail as somebody reads it: who looked at what, printed it, let it out, changed it (F126)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Integer, Select, SQLColumnExpression, column, select, table

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.text import fold
from rehabdesk.services.audit import ChainReport, as_read, verify_chain
from rehabdesk.services.decisions.register import names_of
from rehabdesk.services.journal.words import FACTS, NAMED, Kind, kind_of, noun_of, verb_of
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import LIMITED, Names

MOST, _MOST_SEARCHED = 2_000, 20_000  # lines read at once, the newest
_AT_ONCE = 500
_SENSITIVE = {
    "body_test": Right.READ_TESTS,
    "body_tests": Right.READ_TESTS,
    "tip": Right.READ_SOURCES,
}
_ARROW = " → "
_HELD = ("body_test", "pledge", "support")  # tables of the team that name one person a row
_MEETING = "contact."  # acts that tell several persons; elsewhere "persons" is how many


@dataclass(frozen=True, slots=True)
class JournalWanted:
    """Whose lines, of which kind, since which day, with which words."""

    user: str = ""  # as the trail writes it: "3:Trần Văn Kiên"
    kind: Kind = Kind.ANY
    since: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class JournalRow:
    id: str
    at: datetime
    who: str
    verb: str
    kind: Kind
    what: str
    field: str
    before: str
    after: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Journal:
    rows: tuple[JournalRow, ...]  # the newest first
    users: tuple[tuple[str, str], ...]  # whose lines may be asked for
    is_cut: bool  # older lines are there too
    sees_all: bool


@dataclass(slots=True)
class _Subjects:
    """What the subjects of some lines are called, and of which person each is."""

    persons: dict[str, int] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)

    def person_of(self, entry: AuditEntry) -> int | None:
        """Return whose line it is: by its subject, or by what the act itself told."""
        known = self.persons.get(entry.subject)
        return known if known is not None else next(iter(_told_of(entry)), None)

    def name_of(self, entry: AuditEntry) -> str:
        if entry.subject in self.called:
            return self.called[entry.subject]
        names = [self.people[each] for each in _told_of(entry) if each in self.people]
        if any(name.startswith(LIMITED) for name in names):
            return LIMITED
        return f"{names[0]} và {len(names) - 1} người" if len(names) > 1 else "".join(names)


# Looks


def read_journal(work: Work, wanted: JournalWanted) -> Journal:
    """Return the newest lines; who is no administrator reads his own alone, whatever his rights."""
    sees_all = work.actor.may(Right.KEEP_USERS)
    own = f"{work.actor.user_id}:{work.actor.name}"
    asked = _asked(work, wanted, wanted.user if sees_all else own)
    most = _MOST_SEARCHED if wanted.words.strip() else MOST
    read = work.session.scalars(asked.limit(most + 1)).all()
    entries = [each for each in read[:most] if _may(work, each)]
    names = Names(work)
    subjects = _subjects(work, entries, names)
    rows = [row for each in entries for row in _rows(each, subjects, names)]
    words = fold(wanted.words).split()
    rows = [row for row in rows if all(word in _folded(row) for word in words)]
    users = _users(work) if sees_all else ()
    return Journal(tuple(rows), users, len(read) > most, sees_all)


def check_journal(work: Work) -> ChainReport:
    """Walk along the whole trail: no line changed, removed or slipped in. It names nobody."""
    return verify_chain(work.session)


def this_week(work: Work) -> JournalWanted:
    """Ask for one's own lines since Monday."""
    monday = work.today - timedelta(days=work.today.weekday())
    return JournalWanted(f"{work.actor.user_id}:{work.actor.name}", since=monday)


def _asked(work: Work, wanted: JournalWanted, user: str) -> Select[AuditEntry]:
    asked = select(AuditEntry).order_by(AuditEntry.sequence.desc())
    if user:
        asked = asked.where(AuditEntry.actor == user)
    if wanted.since is not None:
        asked = asked.where(AuditEntry.at >= datetime.combine(wanted.since, time()))
    if wanted.kind is not Kind.ANY:
        known = work.session.scalars(select(AuditEntry.act).distinct())
        asked = asked.where(
            AuditEntry.act.in_([act for act in known if kind_of(act) is wanted.kind])
        )
    return asked


def _may(work: Work, entry: AuditEntry) -> bool:
    """Tell whether the sensitive part a line is about is for whoever asks (F124)."""
    needed = _SENSITIVE.get(entry.act.partition(".")[0])
    return needed is None or work.actor.may(needed)


def _users(work: Work) -> tuple[tuple[str, str], ...]:
    found = work.session.scalars(select(AuditEntry.actor).distinct())
    return tuple(sorted(((each, each.partition(":")[2]) for each in found), key=lambda two: two[1]))


def _subjects(work: Work, entries: Sequence[AuditEntry], names: Names) -> _Subjects:
    found = _Subjects()
    ids: dict[str, set[int]] = {}
    for entry in entries:
        kind, _, own = entry.subject.partition(":")
        if own.isdecimal():
            ids.setdefault(kind, set()).add(int(own))
    owners = {
        "person": select(Person.id, Person.id),
        "episode": select(Episode.id, CaseFile.person_id).join(Episode.case),
        "case_event": select(CaseEvent.id, CaseFile.person_id)
        .join(Episode, Episode.id == CaseEvent.episode_id)
        .join(Episode.case),
    }
    keys: dict[str, SQLColumnExpression[int]] = {
        "person": Person.id,
        "episode": Episode.id,
        "case_event": CaseEvent.id,
    }
    for name in _HELD:
        held = table(name, column("id", Integer), column("person_id", Integer))
        owners[name] = select(held.c.id, held.c.person_id).where(held.c.person_id.is_not(None))
        keys[name] = held.c.id
    for kind, query in owners.items():
        for part in _parts(ids.get(kind, ())):
            for row_id, person_id in work.session.execute(query.where(keys[kind].in_(part))):
                found.persons[f"{kind}:{row_id}"] = person_id
    told_of = {each for entry in entries for each in _told_of(entry)}
    for part in _parts(told_of | set(found.persons.values())):
        told = select(Person.id, Person.full_name, Person.birth).where(Person.id.in_(part))
        found.people |= {row[0]: names.of(*row) for row in work.session.execute(told)}
    people = found.people
    found.called = {key: people[own] for key, own in found.persons.items() if own in people}
    _add_papers(work, ids.get("decision", ()), found)
    return found


def _told_of(entry: AuditEntry) -> tuple[int, ...]:
    told = entry.facts.get("persons" if entry.act.startswith(_MEETING) else "person", "")
    return tuple(int(each) for each in told.split(", ") if each.isdecimal())


def _add_papers(work: Work, decision_ids: Iterable[int], found: _Subjects) -> None:
    for part in _parts(decision_ids):
        concerned = names_of(work, part)
        for paper in work.session.scalars(select(Decision).where(Decision.id.in_(part))):
            paper_words = (paper.full_number or paper.title, concerned.get(paper.id, ""))
            found.called[f"decision:{paper.id}"] = ", ".join(filter(None, paper_words))


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def _rows(entry: AuditEntry, subjects: _Subjects, names: Names) -> Iterator[JournalRow]:
    """Make a line of every field an act changed; one of an act that changed none."""
    person_id, called = subjects.person_of(entry), subjects.name_of(entry)
    is_told = names.is_plain(person_id) and LIMITED not in called
    changes = _changes(entry.facts) if is_told else []
    if not changes:
        changes = [("", "", _facts(entry.facts) if is_told else "")]
    for place, change in enumerate(changes):
        yield JournalRow(
            f"{entry.sequence}.{place}",
            entry.at,
            entry.actor.partition(":")[2],
            verb_of(entry.act),
            kind_of(entry.act),
            called if called.startswith(LIMITED) else f"{noun_of(entry.act)} {called}".rstrip(),
            *change,
            person_id,
        )


def _changes(facts: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [(key, *_halves(as_read(told))) for key, told in facts.items() if _ARROW in told]


def _halves(told: str) -> tuple[str, str]:
    before, _, after = told.partition(_ARROW)
    return before, after


def _facts(facts: Mapping[str, str]) -> str:
    told = [f"{word}: {as_read(facts[key])}" for key, word in FACTS.items() if facts.get(key)]
    if count := facts.get("count"):
        told.insert(0, f"{count} dòng")
    named = (facts[key] for key in NAMED if facts.get(key))
    return " · ".join((*named, *told))


def _folded(row: JournalRow) -> str:
    return fold(f"{row.who} {row.verb} {row.what} {row.field} {row.before} {row.after}")
