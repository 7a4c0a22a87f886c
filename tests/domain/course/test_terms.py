"""How long a term is and when it ends, article by article, under the law of its day."""

from __future__ import annotations

from datetime import date

import pytest

from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.events import AGAIN, MOVED_IN, THREE_STAGES, Course, Event
from rehabdesk.domain.course.standing import overlapping_terms
from rehabdesk.domain.course.term_sum import TermSum, term_sum
from tests.domain.course.courses import course, day, decision, event, post_rehab, regimes, user


def the_term(of: Course) -> TermSum:
    term = term_sum(of, regimes())
    assert term is not None
    return term


def bases(of: Course) -> str:
    return " | ".join(line.basis for line in the_term(of).lines)


# Post-rehabilitation management


@pytest.mark.parametrize(
    ("form", "end", "article"),
    [
        (RehabForm.HOME, "15/07/2027", "khoản 1 Điều 42"),
        (RehabForm.PRIVATE, "15/07/2027", "khoản 1 Điều 42"),
        (RehabForm.REFORM_SCHOOL, "15/07/2027", "khoản 1 Điều 42"),
        (RehabForm.SUBSTITUTION, "15/07/2027", "khoản 1 Điều 42"),
        (RehabForm.COMPULSORY_MINOR, "15/07/2027", "khoản 1 Điều 42"),
        (RehabForm.COMPULSORY, "15/07/2028", "khoản 2 Điều 42"),
    ],
)
def test_l120_d42_counts_one_or_two_years_from_completion(
    form: RehabForm, end: str, article: str
) -> None:
    coming = post_rehab(rehab_form=form, decisions=[])
    assert the_term(coming).end == day(end)
    assert not the_term(coming).is_decided
    assert f"{article} Luật Phòng, chống ma túy 120/2025/QH15" in bases(coming)


def test_bldd_a_year_ends_on_the_same_day_number() -> None:
    before = post_rehab(completes_on=day("15/03/2026"), decisions=[])
    assert the_term(before).end == day("15/03/2027")
    leap = post_rehab(completes_on=day("29/02/2028"), decisions=[])
    assert the_term(leap).end == day("28/02/2029")


def test_a_decision_that_says_another_end_is_kept_and_the_day_shown() -> None:
    short = post_rehab(decisions=[decision("10/07/2026", "15/07/2026", "14/07/2027")])
    term = the_term(short)
    assert term.end == day("14/07/2027")
    [said] = [line for line in term.lines if line.days]
    assert (said.label, said.days) == ("Quyết định số 46/QĐ-UBND ghi đến ngày", -1)


def test_a_term_that_starts_on_another_day_than_completion_is_a_doubt() -> None:
    late = post_rehab(completes_on=day("20/07/2026"))
    assert "hoàn thành cai nghiện ngày 20/07/2026" in the_term(late).doubts[0]


def test_n163_d136_1a_unreported_absence_adds_its_days() -> None:
    away = post_rehab(event(EventKind.ABSENCE_UNREPORTED, "01/09/2026", "10/09/2026"))
    assert the_term(away).end == day("25/07/2027")
    assert "điểm a khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP" in bases(away)


def test_n116_d79_1b_absence_before_july_2026_adds_its_days_too() -> None:
    old = post_rehab(
        event(EventKind.ABSENCE_UNREPORTED, "01/05/2026", "10/05/2026"),
        completes_on=day("15/03/2026"),
        decisions=[decision("10/03/2026", "15/03/2026", "15/03/2027")],
    )
    assert the_term(old).end == day("25/03/2027")
    assert "điểm b khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP" in bases(old)


def test_an_absence_over_the_change_of_the_law_is_one_line() -> None:
    away = post_rehab(
        event(EventKind.ABSENCE_UNREPORTED, "26/06/2026", "05/07/2026"),
        completes_on=day("15/03/2026"),
        decisions=[decision("10/03/2026", "15/03/2026", "15/03/2027")],
    )
    assert the_term(away).end == day("25/03/2027")
    assert [line.days for line in the_term(away).lines if line.days] == [10]


def test_l120_d47_1_prison_stops_the_clock_and_the_rest_runs_after_release() -> None:
    inside = post_rehab(event(EventKind.PRISON, "15/10/2026"))
    term = the_term(inside)
    assert term.end is None
    assert term.days_left == (day("15/07/2027") - day("14/10/2026")).days
    released = the_term(post_rehab(event(EventKind.PRISON, "15/10/2026", "14/04/2027")))
    assert released.end == date.fromordinal(day("14/04/2027").toordinal() + (term.days_left or 0))
    assert "khoản 1 Điều 47 Luật Phòng, chống ma túy 120/2025/QH15" in bases(inside)


def test_n163_d124_4_a_social_protection_facility_counts() -> None:
    stay = post_rehab(event(EventKind.SOCIAL_PROTECTION, "01/08/2026", "01/12/2026"))
    assert the_term(stay).end == day("15/07/2027")
    assert "khoản 4 Điều 124 Nghị định 163/2026/NĐ-CP" in bases(stay)


def test_an_absence_and_a_prison_term_that_overlap_count_each_day_once() -> None:
    both = post_rehab(
        event(EventKind.ABSENCE_UNREPORTED, "01/09/2026", "20/09/2026"),
        event(EventKind.PRISON, "11/09/2026", "30/09/2026", id=2),
    )
    assert the_term(both).end == day("14/08/2027")  # thirty days, not forty
    assert [line.days for line in the_term(both).lines if line.days] == [20, 10]
    assert any("10 ngày đã tính ở dòng trên" in line.label for line in the_term(both).lines)


def test_a_stretch_in_the_added_days_still_stops_the_clock() -> None:
    twice = post_rehab(
        event(EventKind.ABSENCE_UNREPORTED, "01/09/2026", "10/09/2026"),
        event(EventKind.ABSENCE_UNREPORTED, "20/07/2027", "24/07/2027"),
    )
    assert the_term(twice).end == day("30/07/2027")


def test_a_stretch_after_the_end_stops_nothing() -> None:
    after = post_rehab(event(EventKind.ABSENCE_UNREPORTED, "16/07/2027", "30/07/2027"))
    assert the_term(after).end == day("15/07/2027")


def test_a_decision_of_another_commune_gives_the_term_of_who_moved_in() -> None:
    moved = post_rehab(
        event(EventKind.DECIDED_ELSEWHERE, "01/03/2026", "01/03/2027"),
        event(EventKind.MOVED_IN, "10/08/2026"),
        decisions=[],
        completes_on=None,
    )
    assert the_term(moved).end == day("01/03/2027")
    assert the_term(moved).is_decided


# Transition of 01/07/2026


def test_l120_d56_1_rehab_under_way_ends_under_the_old_law() -> None:
    under_way = course(
        EpisodeKind.REHAB_HOME,
        "01/02/2026",
        event(EventKind.REGISTERED, "01/02/2026"),
        event(EventKind.REHAB_DECIDED, "03/02/2026"),
        completes_on=day("01/02/2027"),
        rehab_ordinal=1,
    )
    term = the_term(under_way)
    assert term.end == day("01/02/2027")
    assert term.law.startswith("Luật 73/2021/QH14")
    assert "khoản 1 Điều 56 Luật Phòng, chống ma túy 120/2025/QH15" in bases(under_way)


def test_l120_d56_1_and_is_then_managed_under_the_new_law() -> None:
    after = post_rehab(
        completes_on=day("05/07/2026"),
        decisions=[decision("25/06/2026", "05/07/2026", "05/07/2027")],
    )
    assert the_term(after).law.startswith("Luật 120/2025/QH15")


def test_l120_d56_2_a_file_from_before_decided_after_runs_under_the_new_law() -> None:
    decided_after = course(
        EpisodeKind.REHAB_COMPULSORY,
        "10/06/2026",
        event(EventKind.COURT_APPLIED, "10/07/2026"),
        event(EventKind.REHAB_STARTED, "15/07/2026"),
        rehab_ordinal=1,
    )
    assert the_term(decided_after).end == day("15/07/2028")
    assert "khoản 2 Điều 56 Luật Phòng, chống ma túy 120/2025/QH15" in bases(decided_after)


def test_a_decision_of_n116_in_force_on_the_first_of_july_runs_to_its_end() -> None:
    running = post_rehab(
        completes_on=day("15/03/2026"),
        decisions=[decision("10/03/2026", "15/03/2026", "15/03/2027")],
    )
    term = the_term(running)
    assert (term.end, term.law.partition(" · ")[0]) == (day("15/03/2027"), "Luật 73/2021/QH14")
    assert "Luật không nói; suy ra, xã xem lại" in bases(running)


def test_a_decision_of_n105_in_force_on_the_first_of_july_runs_to_its_end() -> None:
    chair = decision("10/03/2026", "10/03/2026", "10/03/2027", purpose="user_management")
    managed = course(EpisodeKind.USER_MANAGED, "10/03/2026", decisions=[chair])
    term = the_term(managed)
    assert (term.end, term.law.partition(" · ")[0]) == (day("10/03/2027"), "Luật 73/2021/QH14")


# Rehabilitation


def rehab(kind: EpisodeKind, anchor: EventKind, *events: Event, ordinal: int | None = 1) -> Course:
    began = event(anchor, "01/08/2026")
    return course(kind, "01/08/2026", began, *events, rehab_ordinal=ordinal)


@pytest.mark.parametrize(
    ("kind", "anchor"),
    [
        (EpisodeKind.REHAB_HOME, EventKind.REGISTERED),
        (EpisodeKind.REHAB_PRIVATE, EventKind.REHAB_STARTED),
        (EpisodeKind.REHAB_PUBLIC, EventKind.REHAB_STARTED),
        (EpisodeKind.REHAB_COMPULSORY, EventKind.REHAB_STARTED),
    ],
)
def test_l120_d29_1_rehab_lasts_24_months_first_and_36_later(
    kind: EpisodeKind, anchor: EventKind
) -> None:
    assert the_term(rehab(kind, anchor)).end == day("01/08/2028")
    assert the_term(rehab(kind, anchor, ordinal=2)).end == day("01/08/2029")
    unknown = the_term(rehab(kind, anchor, ordinal=None))
    assert unknown.end == day("01/08/2028")
    assert "lần cai thứ mấy" in unknown.doubts[0]


def test_l120_d32_2a_home_rehab_counts_from_the_record_of_registration() -> None:
    home = rehab(
        EpisodeKind.REHAB_HOME,
        EventKind.REGISTERED,
        event(EventKind.REHAB_STARTED, "03/08/2026"),
        event(EventKind.REHAB_DECIDED, "02/08/2026"),
    )
    assert the_term(home).start == day("01/08/2026")


def test_l120_d37_2_time_managed_while_the_dossier_was_built_is_taken_off() -> None:
    managed = event(EventKind.DOSSIER_MANAGEMENT, "02/07/2026", "31/07/2026")
    compulsory = course(
        EpisodeKind.REHAB_COMPULSORY,
        "01/08/2026",
        event(EventKind.COURT_APPLIED, "30/07/2026"),
        event(EventKind.REHAB_STARTED, "01/08/2026"),
        rehab_ordinal=1,
        before=[managed],
    )
    assert the_term(compulsory).end == day("02/07/2028")
    assert "khoản 2 Điều 37 Luật Phòng, chống ma túy 120/2025/QH15" in bases(compulsory)


def test_l120_d33_4_the_rest_at_home_is_what_the_private_facility_left() -> None:
    before = (
        event(EventKind.REHAB_STARTED, "01/08/2026"),
        event(EventKind.REHAB_STOPPED, "01/08/2027", reason=THREE_STAGES),
    )
    at_home = course(
        EpisodeKind.REHAB_HOME,
        "03/08/2027",
        event(EventKind.REGISTERED, "03/08/2027"),
        rehab_ordinal=1,
        before=before,
    )
    assert the_term(at_home).end == day("03/08/2028")
    assert "điểm b khoản 2 Điều 32 Luật Phòng, chống ma túy 120/2025/QH15" in bases(at_home)


def test_l120_d47_1_prison_stops_rehab_too() -> None:
    inside = rehab(
        EpisodeKind.REHAB_HOME,
        EventKind.REGISTERED,
        event(EventKind.PRISON, "01/09/2026", "30/09/2026"),
    )
    assert the_term(inside).end == day("31/08/2028")


def test_substitution_treatment_has_no_term_of_its_own() -> None:
    treated = rehab(EpisodeKind.SUBSTITUTION, EventKind.REHAB_STARTED)
    assert term_sum(treated, regimes()) is None


# Users


def test_l120_d24_2_a_user_is_managed_for_a_year_from_the_decision() -> None:
    assert the_term(user()).end == day("01/08/2027")
    assert "khoản 2 Điều 24 Luật Phòng, chống ma túy 120/2025/QH15" in bases(user())


def test_n163_d59_1_use_again_brings_a_new_decision_and_a_new_year() -> None:
    again = user(event(EventKind.USER_DECIDED, "01/02/2027", reason=AGAIN))
    assert the_term(again).end == day("01/02/2028")


def test_n163_d60_2_absence_of_a_user_is_not_counted() -> None:
    away = user(event(EventKind.ABSENT, "01/10/2026", "30/10/2026"))
    assert the_term(away).end == day("31/08/2027")
    assert "khoản 2 Điều 60 Nghị định 163/2026/NĐ-CP" in bases(away)


def test_n105_knew_no_such_rule_so_only_days_of_the_new_law_are_added() -> None:
    decided = event(EventKind.USER_DECIDED, "01/02/2026", reason="first")
    away = event(EventKind.ABSENT, "21/06/2026", "10/07/2026")
    old = course(EpisodeKind.USER_MANAGED, "01/02/2026", decided, away)
    assert the_term(old).end == day("11/02/2027")


def test_l120_d24_7_detention_does_not_move_the_end() -> None:
    held = user(event(EventKind.USER_SUSPENDED, "01/10/2026", "30/10/2026"))
    assert the_term(held).end == day("01/08/2027")
    assert "khoản 7 Điều 24 Luật Phòng, chống ma túy 120/2025/QH15" in bases(held)
    assert "Xã xem lại" in the_term(held).doubts[0]


def test_n163_d60_1_who_moves_in_is_managed_for_what_is_left() -> None:
    moved = course(
        EpisodeKind.USER_MANAGED,
        "11/10/2026",
        event(EventKind.DECIDED_ELSEWHERE, "01/08/2026"),
        event(EventKind.MOVED_IN, "11/10/2026"),
        event(EventKind.USER_DECIDED, "14/10/2026", reason=MOVED_IN),
    )
    assert the_term(moved).end == day("04/08/2027")  # three days between the two communes
    assert "khoản 1 Điều 60 Nghị định 163/2026/NĐ-CP" in bases(moved)


def test_n105_d43_3_counted_the_days_between_two_communes() -> None:
    moved = course(
        EpisodeKind.USER_MANAGED,
        "11/03/2026",
        event(EventKind.DECIDED_ELSEWHERE, "01/02/2026"),
        event(EventKind.MOVED_IN, "11/03/2026"),
        event(EventKind.USER_DECIDED, "14/03/2026", reason=MOVED_IN),
    )
    assert the_term(moved).end == day("01/02/2027")


def test_a_decision_from_before_all_law_here_is_taken_as_it_says_itself() -> None:
    old = post_rehab(
        completes_on=day("01/03/2021"),
        decisions=[decision("01/03/2021", "01/03/2021", "01/03/2022")],
    )
    assert the_term(old).end == day("01/03/2022")
    assert "Chưa có bộ căn cứ" in the_term(old).doubts[0]


# Two terms at once


def test_two_terms_of_one_kind_that_overlap_are_noticed() -> None:
    first, second = post_rehab(), post_rehab(completes_on=day("01/12/2026"), decisions=[])
    [overlap] = overlapping_terms([first, second], regimes())
    assert overlap.words == (
        "Hai thời hạn cùng loại trùng nhau: 15/07/2026–15/07/2027 và 01/12/2026–01/12/2027. "
        "Xem lại quyết định, hoặc kết thúc đợt cũ."
    )
    closed = post_rehab(event(EventKind.REMOVED, "01/11/2026", reason="addicted"))
    assert overlapping_terms([closed, second], regimes()) == ()
    assert overlapping_terms([first, user()], regimes()) == ()
