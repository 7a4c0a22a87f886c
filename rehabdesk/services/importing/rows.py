"""What belongs to a subject of an import as stored: read for an undo, compared, put back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Select,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from rehabdesk.domain.records.base import Entity
from rehabdesk.persistence.as_stored import table_as_stored
from rehabdesk.persistence.listed import as_list, is_listed
from rehabdesk.persistence.retired import retire
from rehabdesk.services.office import Work

AT_ONCE = 5_000
Rows = dict[str, list[dict[str, Any]]]

# Each kind of subject with all that is its own, and by which column it belongs to its owner.
OWNED: dict[str, dict[str, tuple[str, str]]] = {
    "person": {
        "person": ("", ""),
        "person_name": ("person", "person_id"),
        "identity_paper": ("person", "person_id"),
        "residence": ("person", "person_id"),
        "relative": ("person", "person_id"),
        "contact_point": ("person", "person_id"),
        "case_file": ("person", "person_id"),
        "episode": ("case_file", "case_id"),
        "case_event": ("episode", "episode_id"),
    },
    "volunteer": {"volunteer": ("", "")},
    "hamlet": {"hamlet": ("", "")},
    "organisation": {"organisation": ("", "")},
    "contact": {"contact": ("", ""), "contact_person": ("contact", "contact_id")},
}
# What points at a subject although the database does not know of it.
_LOOSE = {"person": (("transfer", "person_id", "person"),)}
# Computed from the others: no row of theirs is anybody's work.
_COMPUTED = {"standing"}


def snapshots(work: Work, kind: str, ids: Sequence[int]) -> dict[int, Rows]:
    """Return every row of these subjects, with the values as the database keeps them."""
    found: dict[int, Rows] = {each: {} for each in ids}
    owners: dict[str, dict[int, int]] = {}
    for name, (owner, link) in OWNED[kind].items():
        own: dict[int, int] = {}
        wanted = list(owners[owner]) if owner else list(ids)
        for row in _rows(work, name, link or "id", wanted):
            subject = owners[owner][row[link]] if owner else row["id"]
            found[subject].setdefault(name, []).append(row)
            own[row["id"]] = subject
        owners[name] = own
    return found


def marks(rows: Rows) -> dict[str, list[list[int]]]:
    """Return ids and versions by table: they tell whether anything was changed since."""
    return {
        name: [[each["id"], each.get("version", 0)] for each in found]
        for name, found in rows.items()
    }


def hanging_on(work: Work, kind: str, made: Mapping[int, Rows]) -> dict[int, dict[str, int]]:
    """Count what points at rows of these subjects from outside, by table."""
    subjects: dict[str, dict[int, int]] = defaultdict(dict)
    for subject, rows in made.items():
        for name, found in rows.items():
            subjects[name].update({each["id"]: subject for each in found})
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, link, target in _pointing_at(kind):
        for owner in _values(work, name, link, list(subjects[target])):
            counts[subjects[target][owner]][name] += 1
    return {subject: dict(found) for subject, found in counts.items()}


def remove(work: Work, kind: str, gone: Iterable[Rows]) -> None:
    """Delete all rows of subjects on which nothing hangs."""
    ids: dict[str, list[int]] = defaultdict(list)
    for rows in gone:
        for name, found in rows.items():
            ids[name] += [each["id"] for each in found]
    if ids["episode"]:
        _delete(work, "standing", "episode_id", ids["episode"])
    for name in reversed(OWNED[kind]):
        _delete(work, name, "id", ids[name])
    retire(work.session, {name: [{"id": max(found)}] for name, found in ids.items() if found})


def put_back(work: Work, kind: str, pairs: Sequence[tuple[Rows, Rows]]) -> None:
    """Make rows of subjects, told now and before, what they were; only versions go on counting."""
    for name in reversed(OWNED[kind]):
        extra = [row_id for now, before in pairs for row_id in _only_now(now, before, name)]
        if name == "episode" and extra:
            _delete(work, "standing", "episode_id", extra)
        _delete(work, name, "id", extra)
    for name in OWNED[kind]:
        gone: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for now, before in pairs:
            present = {each["id"]: each for each in now.get(name, ())}
            for row in before.get(name, ()):
                if row["id"] not in present:
                    gone.append(row)
                elif present[row["id"]] != row:
                    changed.append(_counted_on(row, present[row["id"]]))
        _insert(work, name, gone)
        _update(work, name, changed)


def _only_now(now: Rows, before: Rows, name: str) -> Iterator[int]:
    """Return ids of the rows of a table that were not there before."""
    kept = {each["id"] for each in before.get(name, ())}
    return (each["id"] for each in now.get(name, ()) if each["id"] not in kept)


def _counted_on(row: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of before with a version that nobody has read yet."""
    values = dict(row)
    if "version" in present:
        values["version"] = present["version"] + 1
    return values


def _insert(work: Work, name: str, rows: Iterable[dict[str, Any]]) -> None:
    for part in _alike(rows):
        work.session.execute(insert(table_as_stored(work.session, name)), part)


def _update(work: Work, name: str, rows: Iterable[dict[str, Any]]) -> None:
    place = table_as_stored(work.session, name)
    for part in _alike(rows):
        told: dict[str, Any] = {each: bindparam(f"to_{each}") for each in part[0] if each != "id"}
        change = update(place).where(place.c.id == bindparam("own_id")).values(told)
        values = [
            {"own_id": row["id"], **{f"to_{each}": row[each] for each in told}} for row in part
        ]
        work.session.connection().execute(change, values)


def _alike(rows: Iterable[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """Put together the rows that tell the same columns: an older office knew fewer."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[tuple(row)].append(row)
    return found.values()


def _rows(work: Work, name: str, link: str, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    place = table_as_stored(work.session, name)
    for part in _parts(ids):
        query = select(*place.c).where(is_listed(place.c[link], "ids")).order_by(place.c.id)
        names = [each.name for each in place.c]
        for row in work.session.execute(query, {"ids": as_list(part)}).all():
            yield dict(zip(names, row, strict=True))


def _values(work: Work, name: str, link: str, ids: Sequence[int]) -> Iterator[int]:
    place = table_as_stored(work.session, name)
    for part in _parts(ids):
        query: Select[Any] = select(place.c[link]).where(is_listed(place.c[link], "ids"))
        yield from work.session.scalars(query, {"ids": as_list(part)}).all()


def _delete(work: Work, name: str, link: str, ids: Sequence[int]) -> None:
    place = table_as_stored(work.session, name)
    for part in _parts(ids):
        gone = delete(place).where(is_listed(place.c[link], "ids"))
        work.session.execute(gone, {"ids": as_list(part)})


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _pointing_at(kind: str) -> Iterator[tuple[str, str, str]]:
    """Name every column elsewhere that points at a row of such a subject."""
    own = OWNED[kind]
    yield from _LOOSE.get(kind, ())
    for place in Entity.metadata.sorted_tables:
        if place.name in own or place.name in _COMPUTED:
            continue
        for key in place.foreign_keys:
            if key.column.table.name in own:
                yield place.name, key.parent.name, key.column.table.name
