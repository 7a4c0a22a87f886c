"""Whole lives through the records, act by act on their days, over several episodes and two laws."""

from __future__ import annotations

from datetime import date
from functools import partial

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.endings import EndReason
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.intake import EpisodeFacts, TakeIn, open_episode, take_in
from tests.builders import a_person, a_volunteer
from tests.services.course.scene import Scene, day
from tests.services.papers import an_order, numbered, submitted


def on(scene: Scene, text: str) -> Scene:
    """Go on with the same person on another day, as somebody who signs in then."""
    office = scene.on(text)
    office.do(refresh_standings)
    return Scene(office, scene.person_id, scene.decision_id)


def begun(office: Office, text: str, facts: EpisodeFacts) -> Scene:
    later = Scene(office, 0).on(text)
    person = later.do(partial(take_in, order=TakeIn(a_person(), facts))).result.person_id
    return Scene(later, person)


def another(scene: Scene, text: str, facts: EpisodeFacts) -> Scene:
    today = on(scene, text)
    today.office.do(partial(open_episode, person_id=scene.person_id, facts=facts))
    return today


def decided(scene: Scene, text: str, start: str, end: str) -> Scene:
    """Draft, sign and number the decision on a day."""
    today = on(scene, text)
    order = an_order(
        today.office,
        scene.person_id,
        a_volunteer(today.office, full_name=f"Ngô Thị Nhàn {text[:2]}"),
        planned_on=day(text),
        term_start=day(start),
        term_end=day(end),
    )
    today.decision_id = submitted(today.office, order)
    numbered(today.office, today.decision_id, "46", day(text))
    return today


def test_l120_from_a_positive_test_to_the_certificate(office: Office) -> None:
    released = managed_again(managed_after(rehabilitated(found_addicted(office))))
    last = on(released, "13/12/2030")
    assert last.episode.steps.next_cell is not None
    assert last.episode.steps.next_cell.title == "Xác nhận chấp hành xong"
    last.close(EndReason.SERVED, "13/12/2030")
    over = on(last, "17/12/2030")
    assert (over.state(), over.kept.is_followed) == (CaseState.POST_REHAB_COMPLETED, False)
    [row] = over.office.look(list_persons)
    assert row.state is CaseState.POST_REHAB_COMPLETED


def found_addicted(office: Office) -> Scene:
    """L120 Đ24.2, Đ31.1c, Đ24.5a: managed as a user, caught again, found addicted."""
    user = begun(office, "01/08/2026", EpisodeFacts(EpisodeKind.USER_MANAGED))
    user.record(EventKind.POSITIVE_TEST, "31/07/2026")
    user.record(EventKind.USER_DECIDED, "01/08/2026", reason="first")
    assert (user.state(), user.kept.term_end) == (CaseState.USER_MANAGED, date(2027, 8, 1))

    again = on(user, "05/12/2026")
    again.record(EventKind.CRIMINAL_CLEARED, "02/12/2026")
    again.record(EventKind.DIAGNOSIS_REQUESTED, "03/12/2026")
    assert again.state() is CaseState.DIAGNOSING
    again.record(EventKind.DIAGNOSED_ADDICTED, "05/12/2026")
    assert again.state() is CaseState.AWAITING_REGISTRATION
    again.close(EndReason.ADDICTED, "05/12/2026")
    assert (again.state(), again.episode.is_open) == (CaseState.USER_STOPPED, False)
    return again


def rehabilitated(again: Scene) -> Scene:
    """N163 Đ89.1, Đ91.1, Đ93.2: registered, decided, announced and completed at home."""
    facts = EpisodeFacts(EpisodeKind.REHAB_HOME, RehabForm.HOME, rehab_ordinal=1)
    home = another(again, "07/12/2026", facts)
    home.record(EventKind.REGISTERED, "06/12/2026")
    home.record(EventKind.REHAB_DECIDED, "07/12/2026")
    assert (home.state(), home.kept.term_end) == (CaseState.REHAB_HOME, date(2028, 12, 6))

    near = on(home, "07/11/2028")
    assert "Báo trước" in {each.id: each.label for each in near.episode.dates}["completion_notice"]
    near.record(EventKind.COMPLETION_NOTICE, "06/11/2028")
    assert near.state() is CaseState.ABOUT_TO_COMPLETE
    done = on(near, "06/12/2028")
    done.close(EndReason.COMPLETED, "06/12/2028")
    return done


def managed_after(done: Scene) -> Scene:
    """N163 Đ134: proposed and decided."""
    completed = EpisodeFacts(
        EpisodeKind.POST_REHAB, RehabForm.HOME, 1, completes_on=date(2028, 12, 6)
    )
    coming = another(done, "06/12/2028", completed)
    assert coming.state() is CaseState.PENDING_DECISION
    coming.record(EventKind.PROPOSAL, "06/12/2028")
    managed = decided(coming, "06/12/2028", "06/12/2028", "06/12/2029")
    assert managed.state() is CaseState.POST_REHAB
    return managed


def managed_again(managed: Scene) -> Scene:
    """N163 Đ136.1a, L120 Đ47.1: ten days absent, a year in prison, the rest afterwards."""
    away = on(managed, "20/03/2029")
    away.record(EventKind.ABSENCE_UNREPORTED, "11/03/2029", "20/03/2029")
    assert away.kept.term_end == date(2029, 12, 16)
    inside = on(away, "01/06/2029")
    inside.close(EndReason.PRISON, "01/06/2029")
    assert (inside.state(), inside.kept.term_end) == (CaseState.IN_PRISON, None)
    left = inside.episode.term
    assert left is not None
    released = on(inside, "01/07/2030")
    [prison] = [row for row in released.episode.events if row.kind is EventKind.PRISON]
    released.correct(prison, until_on=date(2030, 5, 31))
    assert released.state() is CaseState.POST_REHAB
    assert released.kept.term_end == date(2030, 12, 16)  # a year inside, day for day
    assert left.days_left == (date(2030, 12, 16) - date(2030, 5, 31)).days
    return released


def test_l120_d48_4b_a_relapse_leads_to_the_court_and_back(office: Office) -> None:
    facts = EpisodeFacts(
        EpisodeKind.POST_REHAB, RehabForm.COMPULSORY, 1, completes_on=date(2026, 8, 1)
    )
    managed = decided(begun(office, "25/07/2026", facts), "28/07/2026", "01/08/2026", "01/08/2028")
    relapsed = on(managed, "10/11/2026")
    relapsed.record(EventKind.POSITIVE_TEST, "05/11/2026")
    [question] = [each for each in relapsed.episode.steps.cells if "hình sự" in each.title]
    assert question.event is EventKind.CRIMINAL_QUESTION
    relapsed.record(EventKind.CRIMINAL_QUESTION, "05/11/2026")
    relapsed.record(EventKind.CRIMINAL_CLEARED, "07/11/2026")
    relapsed.record(EventKind.DIAGNOSED_ADDICTED, "10/11/2026")
    assert relapsed.state() is CaseState.RELAPSE
    relapsed.close(EndReason.ADDICTED, "10/11/2026")
    assert relapsed.state() is CaseState.POST_REHAB_REMOVED
    court = before_the_court(relapsed)

    second = EpisodeFacts(EpisodeKind.REHAB_COMPULSORY, RehabForm.COMPULSORY, rehab_ordinal=2)
    compulsory = another(court, "11/12/2026", second)
    compulsory.record(EventKind.COURT_APPLIED, "10/12/2026")
    compulsory.record(EventKind.REHAB_STARTED, "11/12/2026")
    thirty = (date(2026, 12, 11) - date(2026, 11, 11)).days  # managed until taken to the facility
    term = compulsory.episode.term
    assert term is not None
    assert term.end == date.fromordinal(date(2029, 12, 11).toordinal() - thirty)
    assert [view.kind for view in compulsory.course.episodes] == [
        EpisodeKind.POST_REHAB,
        EpisodeKind.DOSSIER,
        EpisodeKind.REHAB_COMPULSORY,
    ]
    assert compulsory.course.doubts == ()


def before_the_court(relapsed: Scene) -> Scene:
    """N163 Đ100, Đ102: the dossier built, read and sent; the court decides."""
    dossier = another(relapsed, "11/11/2026", EpisodeFacts(EpisodeKind.DOSSIER))
    dossier.record(EventKind.DOSSIER_OPENED, "11/11/2026")
    dossier.record(EventKind.DOSSIER_MANAGEMENT, "11/11/2026")
    read = on(dossier, "18/11/2026")
    read.record(EventKind.DOSSIER_READ, "12/11/2026")
    dates = {each.id: each.on for each in read.episode.dates}
    assert dates == {"dossier_read": date(2026, 11, 17), "dossier_to_court": date(2026, 11, 18)}
    read.record(EventKind.DOSSIER_TO_COURT, "18/11/2026")
    assert read.state() is CaseState.DOSSIER_MANAGEMENT
    court = on(read, "10/12/2026")
    court.close(EndReason.COURT_APPLIED, "10/12/2026")
    return court


def test_l120_d56_1_who_was_in_rehab_on_the_first_of_july_2026(office: Office) -> None:
    facts = EpisodeFacts(
        EpisodeKind.REHAB_HOME, RehabForm.HOME, rehab_ordinal=1, completes_on=date(2026, 9, 1)
    )
    home = begun(office, "02/03/2026", facts)
    home.record(EventKind.REGISTERED, "01/03/2026")
    home.record(EventKind.REHAB_DECIDED, "02/03/2026")
    term = home.episode.term
    assert term is not None
    assert (term.end, term.law.partition(" · ")[0]) == (date(2026, 9, 1), "Luật 73/2021/QH14")
    assert term.lines[-2].basis == "khoản 1 Điều 56 Luật Phòng, chống ma túy 120/2025/QH15"

    done = on(home, "01/09/2026")
    done.close(EndReason.COMPLETED, "01/09/2026")
    completed = EpisodeFacts(
        EpisodeKind.POST_REHAB, RehabForm.HOME, 1, completes_on=date(2026, 9, 1)
    )
    managed = decided(
        another(done, "01/09/2026", completed), "01/09/2026", "01/09/2026", "01/09/2027"
    )
    after = managed.episode.term
    assert after is not None
    assert (after.end, after.law.partition(" · ")[0]) == (date(2027, 9, 1), "Luật 120/2025/QH15")


def test_n163_d136_1b_a_person_moves_away_and_another_moves_in(office: Office) -> None:
    facts = EpisodeFacts(EpisodeKind.POST_REHAB, RehabForm.HOME)
    moved = begun(office, "12/08/2026", facts)
    moved.record(EventKind.DECIDED_ELSEWHERE, "01/03/2026", "01/03/2027")
    moved.record(EventKind.MOVED_IN, "10/08/2026")
    assert (moved.state(), moved.kept.term_end) == (
        CaseState.POST_REHAB_MOVED_IN,
        date(2027, 3, 1),
    )
    assert {each.id: each.on for each in moved.episode.dates}["moved_in_assignment"] == date(
        2026, 8, 13
    )
    away = on(moved, "01/10/2026")
    away.close(EndReason.MOVED, "01/10/2026")
    assert (away.state(), away.episode.ended_on) == (CaseState.MOVED_OUT, date(2026, 10, 1))
    back = on(away, "01/12/2026")
    back.record(EventKind.MOVED_IN, "01/12/2026")
    assert (back.state(), back.episode.is_open) == (CaseState.POST_REHAB_MOVED_IN, True)
