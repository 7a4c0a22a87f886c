"""The tables of papers: who belongs to the team, whom the office looks after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import CaseState, EpisodeKind, OrganisationKind, Sex
from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.wording import count, slash_date
from rehabdesk.services.decisions.wording.history import who_is_in_charge
from rehabdesk.services.office import Work

MONTHS_OF_A_YEAR = 12
_PAUSED = frozenset({CaseState.TERM_PAUSED, CaseState.IN_PRISON, CaseState.IN_COMPULSORY_EDUCATION})


def team_members(work: Work, day: date) -> list[str]:
    """List who serves in the volunteer team on a day, as its decision lists them.

    Before a team has been entered: whoever stands with the organisation of that kind.
    """
    from rehabdesk.services.teams.listed import listed_members

    if members := listed_members(work, day):
        return [_row(str(number), *cells) for number, cells in enumerate(members, start=1)]
    serving = work.session.scalars(
        select(Volunteer)
        .join(Volunteer.organisation)
        .where(Organisation.kind == OrganisationKind.VOLUNTEER_TEAM)
        .order_by(Volunteer.name_order)
    )
    found = [each for each in serving if each.serves_on(day)]
    return [
        _row(str(number), each.full_name, "", each.sex.label if each.sex else "", "", each.post)
        for number, each in enumerate(found, start=1)
    ]


def follow_rows(work: Work, person_id: int, day: date) -> list[str]:
    """List the meetings with a person in the month of a day, as they were written down."""
    links = work.session.scalars(
        select(ContactPerson)
        .join(ContactPerson.contact)
        .where(ContactPerson.person_id == person_id, Contact.on.between(day.replace(day=1), day))
        .order_by(Contact.on, Contact.id)
    )
    return [
        _row(
            str(number),
            slash_date(link.contact.on),
            f"{link.contact.way.label[:1].lower()}{link.contact.way.label[1:]}",
            link.contact.words,
            link.rating.label if link.rating else "",
            link.contact.volunteer.full_name if link.contact.volunteer else link.contact.met_by,
        )
        for number, link in enumerate(links, start=1)
    ]


def managed_list(work: Work, day: date) -> tuple[list[str], dict[str, str]]:
    """List the persons under post-rehabilitation management on a day, with the totals below."""
    running = _running(work, day)
    ids = [each.person_id for _, each in running]
    helpers = who_is_in_charge(work, ids, day)
    rows = [
        _managed(work, number, episode, standing, helpers)
        for number, (episode, standing) in enumerate(running, start=1)
    ]
    sexes = [episode.case.person.sex for episode, _ in running]
    years = [_decided_months(episode) for episode, _ in running]
    totals = {
        "list_total": len(running),
        "list_men": sexes.count(Sex.MALE),
        "list_women": sexes.count(Sex.FEMALE),
        "list_one_year": sum(months <= MONTHS_OF_A_YEAR for months in years),
        "list_two_years": sum(months > MONTHS_OF_A_YEAR for months in years),
    }
    return rows, {name: count(number) for name, number in totals.items()}


def _running(work: Work, day: date) -> list[tuple[Episode, Standing]]:
    """Return whose term runs on a day: days added for an absence or a break are in it."""
    found = work.session.execute(
        select(Episode, Standing)
        .join(Standing, Standing.episode_id == Episode.id)
        .where(
            Episode.kind == EpisodeKind.POST_REHAB,
            Standing.term_start <= day,
            Standing.term_end >= day,
        )
        .options(selectinload(Episode.case).selectinload(CaseFile.person))
    )
    running = [
        (episode, standing)
        for episode, standing in found
        if episode.ended_on is None or episode.ended_on > day
    ]
    return sorted(running, key=lambda each: each[0].case.person.name_order)


def _managed(
    work: Work, number: int, episode: Episode, standing: Standing, helpers: Mapping[int, str]
) -> str:
    person = episode.case.person
    decided = work.session.get(Decision, episode.decided_by_id) if episode.decided_by_id else None
    on = decided.document_date if decided else None
    return _row(
        str(number),
        person.full_name,
        str(person.born.year) if person.born else "",
        person.sex.label if person.sex else "",
        person.hamlet.name if person.hamlet else "",
        episode.rehab_form.label if episode.rehab_form else "",
        _day(episode.completes_on),
        f"{decided.full_number}, {_day(on)}" if decided else "",
        _day(standing.term_start),
        _day(standing.term_end),
        helpers.get(person.id, ""),
        "",
        "",
        "tạm dừng thời hạn" if standing.state in _PAUSED else "đang quản lý",
        "",
    )


def _decided_months(episode: Episode) -> int:
    """Return how long the decision made the term: days added later make no longer kind of it."""
    start, end = episode.term_start, episode.term_end
    if start is None or end is None:
        return 0
    return (end.year - start.year) * MONTHS_OF_A_YEAR + end.month - start.month


def _day(day: date | None) -> str:
    return slash_date(day) if day else ""


def _row(*cells: str) -> str:
    return CELLS.join(cell.replace(CELLS, " ").replace("\n", " ") for cell in cells)
