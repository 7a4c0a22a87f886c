"""Who has changed for the better after a year: by which reason, and who not and why."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.services.course.acts import EventFacts, RecordEvent, record_event
from rehabdesk.services.course.view import read_course
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.outcomes import Need, OutcomeRow, Reason, outcomes
from rehabdesk.services.supports.recording import RecordSupport, record_support
from rehabdesk.services.supports.sums import Window
from tests.builders import a_person, an_episode

YEAR = Window(date(2026, 1, 1), date(2026, 11, 23))


def back_since(office: Office, name: str, completed: date) -> int:
    """Take in somebody who completed rehabilitation on a day."""
    episode = an_episode(completes_on=completed, proposal_on=None, proposal_number="")
    order = TakeIn(a_person(full_name=name, papers=()), episode)
    return office.do(partial(take_in, order=order)).result.person_id


def at_work(office: Office, person_id: int, begun: date, *answers: tuple[int, bool]) -> None:
    steps = [StepFacts(SupportStep.STARTED, begun)]
    for after, is_kept in answers:
        on = date(2026, 11, after)
        steps.append(StepFacts(SupportStep.CHECKED, on, months=after, is_kept=is_kept))
    facts = SupportFacts(SupportKind.JOB, person_id, title="May gia công")
    office.do(partial(record_support, order=RecordSupport(facts, tuple(steps))))


def row(office: Office, person_id: int, need: Need = Need.ANY) -> OutcomeRow:
    found = office.look(partial(outcomes, window=YEAR, need=need))
    return next(each for each in found.rows if each.person_id == person_id)


def test_a_year_without_relapse_counts_from_the_day_it_is_full(office: Office) -> None:
    full = back_since(office, "Lê Hoàng An", date(2025, 11, 23))
    short = back_since(office, "Hà Ngọc Sơn", date(2025, 11, 24))
    assert row(office, full).met == (
        (Reason.NO_RELAPSE, "đủ một năm từ 23/11/2025 không tái nghiện"),
    )
    found = row(office, short)
    assert not found.is_counted
    assert "đến 24/11/2026 mới đủ một năm" in found.why_not


def test_whoever_was_found_addicted_again_does_not_count(office: Office) -> None:
    person_id = back_since(office, "Mai Xuân Nam", date(2025, 5, 1))
    current = office.look(partial(read_course, person_id=person_id)).current
    assert current is not None
    facts = EventFacts(EventKind.DIAGNOSED_ADDICTED, date(2026, 3, 12))
    office.do(partial(record_event, order=RecordEvent(current.id, facts)))
    found = row(office, person_id)
    assert not found.is_counted
    assert "tái nghiện 12/03/2026" in found.why_not


@pytest.mark.parametrize(
    ("answers", "is_counted", "told"),
    [
        ((), False, "chưa hỏi lại"),
        (((3, True),), True, "còn làm khi hỏi sau 3 tháng"),
        (((3, True), (6, False)), False, "đã thôi việc"),
    ],
)
def test_work_counts_while_it_is_held(
    office: Office, answers: tuple[tuple[int, bool], ...], *, is_counted: bool, told: str
) -> None:
    person_id = back_since(office, "Nguyễn Thị Yến", date(2026, 3, 1))
    at_work(office, person_id, date(2026, 4, 1), *answers)
    found = row(office, person_id)
    assert found.is_counted is is_counted
    assert told in (found.reasons if is_counted else found.why_not)


def test_going_to_rehabilitation_of_ones_own_accord_counts(office: Office) -> None:
    episode = an_episode(
        kind=EpisodeKind.REHAB_HOME,
        rehab_form=RehabForm.HOME,
        completes_on=None,
        proposal_on=None,
        proposal_number="",
        rehab_facility="",
    )
    order = TakeIn(a_person(full_name="Ngô Quang Hùng", papers=()), episode)
    person_id = office.do(partial(take_in, order=order)).result.person_id
    found = row(office, person_id)
    assert found.is_counted
    assert found.reasons == "tự đi cai 23/11/2026"
    assert "chưa hoàn thành cai nghiện" in found.why_not


def test_all_three_are_harder_and_the_criterion_goes_with_the_figure(office: Office) -> None:
    person_id = back_since(office, "Lê Hoàng An", date(2025, 6, 1))
    back_since(office, "Hà Ngọc Sơn", date(2026, 6, 1))
    at_work(office, person_id, date(2026, 4, 1), (3, True))
    easy = office.look(partial(outcomes, window=YEAR))
    assert (len(easy.counted), easy.base, easy.per_cent) == (1, 2, "50,0%")
    assert easy.rows[0].person_id == person_id
    assert "ít nhất một" in easy.criterion
    hard = office.look(partial(outcomes, window=YEAR, need=Need.ALL))
    assert hard.counted == ()
    assert "đủ cả ba" in hard.criterion
    assert "không đăng ký cai tự nguyện" in hard.rows[0].why_not


def test_who_was_not_followed_in_the_window_is_not_in_its_base(office: Office) -> None:
    back_since(office, "Lê Hoàng An", date(2025, 6, 1))
    before = Window(date(2020, 1, 1), date(2020, 12, 31))
    assert office.look(partial(outcomes, window=before)).rows == ()
    elsewhere = Window(YEAR.first, YEAR.last, hamlet_id=1)
    assert office.look(partial(outcomes, window=elsewhere)).base == 0


def test_nobody_in_the_base_has_no_rate(office: Office) -> None:
    assert office.look(partial(outcomes, window=YEAR)).per_cent == ""
