"""What a decision does to a team, whether it was numbered here or is known by its number alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.teamwork.bodies import TeamMember, TeamPaper, VolunteerTeam
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.codes import BodyPaper, LeaveReason, TeamLevel, TeamRole
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Changes
from rehabdesk.services.teams.membership import ONE_DAY, end_member, serving_in, turn_role


@dataclass(frozen=True, slots=True)
class Named:
    """One line of a decision's list; known by id, or only by what the line says."""

    full_name: str
    role: TeamRole = TeamRole.MEMBER
    represents: str = ""
    born: PartialDate | None = None
    sex: Sex | None = None
    volunteer_id: int | None = None
    reason: LeaveReason = LeaveReason.OTHER
    words: str = ""  # the reason in the paper's own words


@dataclass(frozen=True, slots=True)
class Plan:
    """`members` is the whole list of a founding or reconstituting decision."""

    kind: BodyPaper
    name: str
    on: date  # the first day it counts
    members: tuple[Named, ...] = ()
    leaving: tuple[Named, ...] = ()
    joining: tuple[Named, ...] = ()
    level: TeamLevel = TeamLevel.COMMUNE
    hamlet_id: int | None = None
    is_pilot: bool = False


def carry_out(
    work: Work, team: VolunteerTeam | None, paper: TeamPaper, plan: Plan, changes: Changes
) -> VolunteerTeam:
    """Let team and members follow the paper; whatever is made or changed is noted."""
    if team is None:
        team = VolunteerTeam(
            name=clean(plan.name),
            level=plan.level,
            hamlet_id=plan.hamlet_id,
            from_on=plan.on,
            is_pilot=plan.is_pilot,
        )
        changes.make(team)
    work.session.flush()
    paper.team = team
    changes.make(paper)
    work.session.flush()
    _Follower(work, team, paper, plan, changes).go()
    work.session.flush()
    return team


def find_team(work: Work, name: str) -> VolunteerTeam | None:
    """Return the team of this name that is not dissolved, else the latest that was."""
    wanted = fold(clean(name))
    teams = [
        each for each in work.session.scalars(select(VolunteerTeam)) if fold(each.name) == wanted
    ]
    return max(teams, key=lambda each: (each.until_on is None, each.from_on), default=None)


def find_volunteer(work: Work, named: Named, preferred: Iterable[int] = ()) -> Volunteer | None:
    """Find whom a line names: the same name, no other birth, rather somebody of the team."""
    if named.volunteer_id is not None:
        return work.session.get_one(Volunteer, named.volunteer_id)
    wanted = clean(named.full_name).casefold()
    found = [
        each
        for each in work.session.scalars(
            select(Volunteer)
            .filter_by(name_fold=fold(clean(named.full_name)))
            .order_by(Volunteer.id)
        )
        if each.full_name.casefold() == wanted and _may_be(each.born, named.born)
    ]
    ours = set(preferred)
    return min(found, key=lambda each: each.id not in ours, default=None)


@dataclass(frozen=True, slots=True)
class _Follower:
    """One paper and its team, while members follow what it says."""

    work: Work
    team: VolunteerTeam
    paper: TeamPaper
    plan: Plan
    changes: Changes

    def go(self) -> None:
        acts = {
            BodyPaper.ESTABLISH: self._take_list,
            BodyPaper.RECONSTITUTE: self._take_list,
            BodyPaper.CHANGE_MEMBERS: self._change,
            BodyPaper.DISSOLVE: self._dissolve,
        }
        if act := acts.get(self.plan.kind):
            present = serving_in(self.work, self.team.id, self.plan.on)
            act({each.volunteer_id: each for each in present})

    def _take_list(self, present: dict[int, TeamMember]) -> None:
        """Whoever is in the list serves in the place it says; whoever is not has left."""
        named = {self._seat(each, present) for each in self.plan.members}
        for volunteer_id, member in present.items():
            if volunteer_id not in named:
                self._end(member, LeaveReason.OTHER, "kiện toàn")
        self._call_off(max(self.plan.on, self.work.today))

    def _change(self, present: dict[int, TeamMember]) -> None:
        for each in self.plan.leaving:
            gone = find_volunteer(self.work, each, present)
            member = present.pop(gone.id, None) if gone is not None else None
            if member is not None:
                self._end(member, each.reason, each.words)
        for each in self.plan.joining:
            self._seat(each, present)

    def _dissolve(self, present: dict[int, TeamMember]) -> None:
        for member in present.values():
            self._end(member, LeaveReason.DISSOLVED, "")
        self._call_off(self.plan.on)
        self.changes.note(self.team)
        self.team.until_on = max(self.team.from_on, self.plan.on - ONE_DAY)

    def _call_off(self, day: date) -> None:
        """Let nobody join after a day who was expected before this paper."""
        coming = self.work.session.scalars(
            select(TeamMember).where(TeamMember.team_id == self.team.id, TeamMember.from_on > day)
        )
        for member in coming.all():
            if member.joined_by_id != self.paper.id:
                self.changes.remove(member)

    def _seat(self, named: Named, present: dict[int, TeamMember]) -> int:
        """Let somebody serve in this place: as until now, in another place, or newly."""
        volunteer = self._volunteer(named, present)
        member = present.get(volunteer.id)
        if member is None:
            self._begin(volunteer, named)
        elif member.role is not named.role and member.from_on < self.plan.on:
            self.changes.note(member)
            newer = turn_role(member, named.role, self.plan.on, self.paper.id, self.changes)
            newer.represents = clean(named.represents) or newer.represents
        elif member.role is not named.role:
            self.changes.note(member)
            member.role = named.role
        return volunteer.id

    def _begin(self, volunteer: Volunteer, named: Named) -> None:
        self.changes.make(
            TeamMember(
                team=self.team,
                volunteer=volunteer,
                role=named.role,
                represents=clean(named.represents),
                from_on=self.plan.on,
                joined_by_id=self.paper.id,
            )
        )

    def _end(self, member: TeamMember, reason: LeaveReason, words: str) -> None:
        """Let somebody's last day be the one before the paper counts."""
        last = max(member.from_on, self.plan.on - ONE_DAY)
        end_member(self.work, member, last, reason, self.changes)
        member.left_by_id, member.leave_words = self.paper.id, words

    def _volunteer(self, named: Named, present: Iterable[int]) -> Volunteer:
        found = find_volunteer(self.work, named, present)
        if found is not None:
            self._complete(found, named)
            return found
        volunteer = Volunteer(clean(named.full_name), self.plan.on)
        volunteer.born, volunteer.sex = named.born, named.sex
        volunteer.post = clean(named.represents)
        self.changes.make(volunteer)
        self.work.session.flush()
        return volunteer

    def _complete(self, volunteer: Volunteer, named: Named) -> None:
        """Take over the birth the paper knows; who comes back is at hand again."""
        if volunteer.born is None and named.born is not None:
            self.changes.note(volunteer)
            volunteer.born = named.born
        if volunteer.serves_until is not None and volunteer.serves_until < self.plan.on:
            self.changes.note(volunteer)
            volunteer.serves_until = None


def _may_be(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Tell whether two births, each as far as it is known, may be of one person."""
    if one is None or other is None:
        return True
    return one.first_day <= other.last_day and other.first_day <= one.last_day
