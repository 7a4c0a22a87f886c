"""In which state a person is on each day, path by path through the transitions of the law."""

from __future__ import annotations

import pytest

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind
from rehabdesk.domain.course.events import ADDICTED, BY_HIMSELF, EXEMPTED, MOVED_IN, Course
from rehabdesk.domain.course.standing import closing_of, standing
from rehabdesk.domain.regime import COMPLETION, HOME_REHAB, MOVED_IN_ASSIGNMENT
from tests.domain.course.courses import course, day, decision, event, post_rehab, regimes, user


def states(of: Course, *days: str) -> list[CaseState]:
    return [standing(of, regimes(), day(each)).state for each in days]


# Post-rehabilitation management


def test_n163_d134_from_the_proposal_to_the_end_of_the_term() -> None:
    person = post_rehab(event(EventKind.PROPOSAL, "03/07/2026"))
    assert states(person, "30/06/2026", "03/07/2026", "10/07/2026", "14/07/2026") == [
        CaseState.NONE,
        CaseState.PENDING_DECISION,
        CaseState.ABOUT_TO_COMPLETE,
        CaseState.ABOUT_TO_COMPLETE,
    ]
    assert states(person, "15/07/2026", "15/07/2027", "16/07/2027") == [
        CaseState.POST_REHAB,
        CaseState.POST_REHAB,
        CaseState.POST_REHAB_COMPLETED,
    ]


def test_a_standing_says_since_when_and_when_it_changes_by_itself() -> None:
    now = standing(post_rehab(), regimes(), day("01/10/2026"))
    assert (now.since, now.changes_on) == (day("15/07/2026"), day("16/07/2027"))
    assert now.is_followed
    over = standing(post_rehab(), regimes(), day("01/10/2027"))
    assert (over.changes_on, over.is_followed) == (None, False)


def test_without_a_decision_nothing_changes_by_itself() -> None:
    waiting = standing(post_rehab(decisions=[]), regimes(), day("01/10/2026"))
    assert (waiting.state, waiting.changes_on) == (CaseState.PENDING_DECISION, None)


def test_a_decision_signed_after_completion_takes_effect_at_once() -> None:
    late = post_rehab(decisions=[decision("20/07/2026", "15/07/2026", "15/07/2027")])
    assert states(late, "19/07/2026", "20/07/2026") == [
        CaseState.PENDING_DECISION,
        CaseState.POST_REHAB,
    ]


def test_n163_d136_1a_while_absent_the_term_is_paused() -> None:
    away = post_rehab(event(EventKind.ABSENCE_UNREPORTED, "01/09/2026", "10/09/2026"))
    assert states(away, "31/08/2026", "01/09/2026", "10/09/2026", "11/09/2026", "16/07/2027") == [
        CaseState.POST_REHAB,
        CaseState.TERM_PAUSED,
        CaseState.TERM_PAUSED,
        CaseState.POST_REHAB,
        CaseState.POST_REHAB,
    ]


def test_l120_d48_4b_prison_takes_off_the_list_and_release_brings_back() -> None:
    person = post_rehab(event(EventKind.PRISON, "01/10/2026", "31/10/2026"))
    assert states(person, "01/10/2026", "01/11/2026", "15/08/2027", "16/08/2027") == [
        CaseState.IN_PRISON,
        CaseState.POST_REHAB,
        CaseState.POST_REHAB,
        CaseState.POST_REHAB_COMPLETED,
    ]
    inside = standing(person, regimes(), day("05/10/2026"))
    assert (inside.is_followed, inside.changes_on) == (False, day("01/11/2026"))


def test_l120_d47_1_a_term_that_stands_still_never_runs_out() -> None:
    inside = post_rehab(event(EventKind.PRISON, "01/10/2026"))
    assert states(inside, "01/10/2030") == [CaseState.IN_PRISON]


def test_l120_d48_4b_compulsory_education_takes_off_the_list_for_good() -> None:
    person = post_rehab(event(EventKind.COMPULSORY_EDUCATION, "01/10/2026", "01/04/2027"))
    assert states(person, "01/10/2026", "02/04/2027", "01/01/2028") == [
        CaseState.IN_COMPULSORY_EDUCATION,
        CaseState.POST_REHAB_REMOVED,
        CaseState.POST_REHAB_REMOVED,
    ]


def test_n163_d124_4_in_social_protection_the_term_runs_out() -> None:
    person = post_rehab(event(EventKind.SOCIAL_PROTECTION, "01/10/2026"))
    assert states(person, "02/10/2026", "16/07/2027") == [
        CaseState.IN_SOCIAL_PROTECTION,
        CaseState.POST_REHAB_COMPLETED,
    ]


def test_l120_d48_4b_relapse_stays_open_until_the_police_decide() -> None:
    found = event(EventKind.DIAGNOSED_ADDICTED, "01/11/2026")
    open_ = post_rehab(found)
    assert states(open_, "31/10/2026", "01/11/2026", "01/01/2028") == [
        CaseState.POST_REHAB,
        CaseState.RELAPSE,
        CaseState.RELAPSE,
    ]
    closed = post_rehab(found, event(EventKind.REMOVED, "05/11/2026", reason=ADDICTED))
    assert states(closed, "04/11/2026", "05/11/2026") == [
        CaseState.RELAPSE,
        CaseState.POST_REHAB_REMOVED,
    ]


def test_blhs_d256a_a_criminal_question_changes_no_state_by_itself() -> None:
    asked = event(EventKind.CRIMINAL_QUESTION, "01/11/2026")
    taken = event(EventKind.CRIMINAL_CASE, "02/11/2026")
    assert states(post_rehab(asked, taken), "03/11/2026") == [CaseState.POST_REHAB]


def test_l120_d48_4c_who_moves_away_is_off_our_list_until_he_comes_back() -> None:
    away = event(EventKind.MOVED_OUT, "01/11/2026")
    assert states(post_rehab(away), "01/12/2026", "01/01/2028") == [CaseState.MOVED_OUT] * 2
    back = post_rehab(away, event(EventKind.MOVED_IN, "01/02/2027"), helper_from=day("04/02/2027"))
    assert states(back, "31/01/2027", "01/02/2027", "04/02/2027") == [
        CaseState.MOVED_OUT,
        CaseState.POST_REHAB_MOVED_IN,
        CaseState.POST_REHAB,
    ]


def test_n163_d136_1b_who_moves_in_waits_for_somebody_in_charge() -> None:
    facts = (
        event(EventKind.DECIDED_ELSEWHERE, "01/03/2026", "01/03/2027"),
        event(EventKind.MOVED_IN, "10/08/2026"),
    )
    waiting = post_rehab(*facts, decisions=[], completes_on=None)
    assert states(waiting, "09/08/2026", "10/08/2026", "02/03/2027") == [
        CaseState.PENDING_DECISION,
        CaseState.POST_REHAB_MOVED_IN,
        CaseState.POST_REHAB_COMPLETED,
    ]
    paper = decision("13/08/2026", "13/08/2026", "01/03/2027", purpose=MOVED_IN_ASSIGNMENT)
    assigned = post_rehab(*facts, decisions=[paper], completes_on=None)
    assert states(assigned, "12/08/2026", "13/08/2026") == [
        CaseState.POST_REHAB_MOVED_IN,
        CaseState.POST_REHAB,
    ]


@pytest.mark.parametrize("kind", [EventKind.DIED, EventKind.DECLARED_MISSING])
@pytest.mark.parametrize("episode", [EpisodeKind.POST_REHAB, EpisodeKind.USER_MANAGED])
def test_l120_d48_4d_and_d24_5d_death_is_above_everything(
    kind: EventKind, episode: EpisodeKind
) -> None:
    events = (event(EventKind.PRISON, "01/10/2026"), event(kind, "05/10/2026"))
    person = post_rehab(*events) if episode is EpisodeKind.POST_REHAB else user(events[1])
    assert states(person, "05/10/2026", "01/01/2035") == [CaseState.DECEASED_MISSING] * 2


def test_n163_d138_a_certificate_closes_even_a_term_that_stands_still() -> None:
    away = event(EventKind.ABSENCE_UNREPORTED, "01/09/2026")
    assert states(post_rehab(away), "01/01/2029") == [CaseState.TERM_PAUSED]
    certified = post_rehab(away, event(EventKind.CERTIFIED, "20/07/2027"))
    closing = closing_of(certified)
    assert closing is not None
    assert closing.on == day("20/07/2027")


def test_our_own_certificate_closes_the_episode_too() -> None:
    certificate = decision("13/07/2027", "15/07/2026", "15/07/2027", purpose=COMPLETION)
    person = post_rehab(decisions=[decision("10/07/2026", "15/07/2026", "15/07/2027"), certificate])
    closing = closing_of(person)
    assert closing is not None
    assert closing.on == day("13/07/2027")
    assert states(person, "14/07/2027", "16/07/2027") == [
        CaseState.POST_REHAB,
        CaseState.POST_REHAB_COMPLETED,
    ]


# Users


def test_l120_d24_2_a_user_is_managed_until_the_year_is_over() -> None:
    assert states(user(), "30/07/2026", "01/08/2026", "01/08/2027", "02/08/2027") == [
        CaseState.NONE,
        CaseState.USER_MANAGED,
        CaseState.USER_MANAGED,
        CaseState.USER_ENDED,
    ]


def test_a_user_whose_decision_nobody_has_entered_yet_is_followed() -> None:
    unknown = course(EpisodeKind.USER_MANAGED, "01/08/2026")
    assert states(unknown, "01/08/2026", "01/08/2030") == [CaseState.USER_MANAGED] * 2


def test_l120_d24_7_detention_suspends_and_its_end_brings_back() -> None:
    held = user(event(EventKind.USER_SUSPENDED, "01/10/2026", "30/10/2026"))
    assert states(held, "01/10/2026", "31/10/2026", "02/08/2027") == [
        CaseState.USER_SUSPENDED,
        CaseState.USER_MANAGED,
        CaseState.USER_ENDED,
    ]


@pytest.mark.parametrize("until", [None, "30/09/2027"])
def test_l120_d24_7_detention_longer_than_the_rest_stops_management(until: str | None) -> None:
    held = user(event(EventKind.USER_SUSPENDED, "01/10/2026", until))
    assert states(held, "01/08/2027", "02/08/2027", "01/10/2027") == [
        CaseState.USER_SUSPENDED,
        CaseState.USER_STOPPED,
        CaseState.USER_STOPPED,
    ]


def test_l120_d31_1c_a_user_caught_again_is_diagnosed_then_waits_for_registration() -> None:
    asked = event(EventKind.DIAGNOSIS_REQUESTED, "01/12/2026")
    addicted = event(EventKind.DIAGNOSED_ADDICTED, "05/12/2026")
    stopped = event(EventKind.USER_STOPPED, "07/12/2026", reason=ADDICTED)
    assert states(user(asked, addicted, stopped), "01/12/2026", "05/12/2026", "07/12/2026") == [
        CaseState.DIAGNOSING,
        CaseState.AWAITING_REGISTRATION,
        CaseState.USER_STOPPED,
    ]
    clean = event(EventKind.DIAGNOSED_CLEAN, "05/12/2026")
    assert states(user(asked, clean), "04/12/2026", "05/12/2026") == [
        CaseState.DIAGNOSING,
        CaseState.USER_MANAGED,
    ]


def test_n163_d60_2_while_a_user_is_absent_the_term_is_paused() -> None:
    away = user(event(EventKind.ABSENT, "01/10/2026", "30/10/2026"))
    assert states(away, "15/10/2026", "02/08/2027", "01/09/2027") == [
        CaseState.TERM_PAUSED,
        CaseState.USER_MANAGED,
        CaseState.USER_ENDED,
    ]


def test_n163_d60_1_a_user_who_moved_in_is_managed_from_our_decision() -> None:
    moved = course(
        EpisodeKind.USER_MANAGED,
        "11/10/2026",
        event(EventKind.DECIDED_ELSEWHERE, "01/08/2026"),
        event(EventKind.MOVED_IN, "11/10/2026"),
        event(EventKind.USER_DECIDED, "14/10/2026", reason=MOVED_IN),
    )
    assert states(moved, "14/10/2026", "05/08/2027") == [
        CaseState.USER_MANAGED,
        CaseState.USER_ENDED,
    ]


# Rehabilitation


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (EpisodeKind.REHAB_HOME, CaseState.REHAB_HOME),
        (EpisodeKind.REHAB_PRIVATE, CaseState.REHAB_PRIVATE),
        (EpisodeKind.REHAB_PUBLIC, CaseState.REHAB_PUBLIC),
        (EpisodeKind.SUBSTITUTION, CaseState.SUBSTITUTION),
    ],
)
def test_n163_d89_from_diagnosis_to_registration_to_rehab(
    kind: EpisodeKind, state: CaseState
) -> None:
    person = course(
        kind,
        "01/08/2026",
        event(EventKind.DIAGNOSED_ADDICTED, "01/08/2026"),
        event(EventKind.REGISTERED, "02/08/2026"),
        event(EventKind.COMPLETED, "02/08/2028"),
    )
    assert states(person, "31/07/2026", "01/08/2026", "02/08/2026", "02/08/2028") == [
        CaseState.NONE,
        CaseState.AWAITING_REGISTRATION,
        state,
        CaseState.REHAB_COMPLETED,
    ]


def test_n116_d30_a_decision_of_the_chairman_ends_the_waiting_too() -> None:
    paper = decision("05/03/2026", "05/03/2026", "05/09/2026", purpose=HOME_REHAB)
    found = event(EventKind.DIAGNOSED_ADDICTED, "01/03/2026")
    person = course(EpisodeKind.REHAB_HOME, "01/03/2026", found, decisions=[paper])
    assert states(person, "04/03/2026", "05/03/2026") == [
        CaseState.AWAITING_REGISTRATION,
        CaseState.REHAB_HOME,
    ]


def test_n163_d93_2_after_the_notice_a_person_is_about_to_complete() -> None:
    person = course(
        EpisodeKind.REHAB_HOME, "01/08/2026", event(EventKind.COMPLETION_NOTICE, "01/07/2028")
    )
    assert states(person, "30/06/2028", "01/07/2028") == [
        CaseState.REHAB_HOME,
        CaseState.ABOUT_TO_COMPLETE,
    ]


def test_n163_d4_9_who_breaks_off_has_stopped() -> None:
    left = event(EventKind.REHAB_STOPPED, "01/12/2026", reason=BY_HIMSELF)
    person = course(EpisodeKind.REHAB_PRIVATE, "01/08/2026", left)
    assert states(person, "30/11/2026", "01/12/2026") == [
        CaseState.REHAB_PRIVATE,
        CaseState.REHAB_STOPPED,
    ]


def test_l120_d39_postponed_for_a_time_exempted_for_good() -> None:
    ill = event(EventKind.DEFERRED, "01/09/2026", "30/09/2026", reason="postponed")
    assert states(
        course(EpisodeKind.REHAB_COMPULSORY, "01/08/2026", ill), "30/09/2026", "01/10/2026"
    ) == [CaseState.REHAB_DEFERRED, CaseState.REHAB_COMPULSORY]
    exempt = event(EventKind.DEFERRED, "01/09/2026", "30/09/2026", reason=EXEMPTED)
    person = course(EpisodeKind.REHAB_COMPULSORY, "01/08/2026", exempt)
    assert states(person, "01/10/2026") == [CaseState.REHAB_DEFERRED]


@pytest.mark.parametrize("outcome", [EventKind.COURT_APPLIED, EventKind.COURT_REFUSED])
def test_n163_d102_a_dossier_is_managed_until_the_court_decides(outcome: EventKind) -> None:
    person = course(
        EpisodeKind.DOSSIER,
        "01/08/2026",
        event(EventKind.DOSSIER_READ, "03/08/2026"),
        event(EventKind.DOSSIER_TO_COURT, "07/08/2026"),
        event(outcome, "20/08/2026"),
    )
    assert states(person, "01/08/2026", "19/08/2026", "20/08/2026") == [
        CaseState.DOSSIER_MANAGEMENT,
        CaseState.DOSSIER_MANAGEMENT,
        CaseState.DOSSIER_CLOSED,
    ]
