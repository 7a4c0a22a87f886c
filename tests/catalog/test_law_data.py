"""Every term and deadline of the law, with its unit and its article."""

from __future__ import annotations

import pytest

from rehabdesk.domain.codes import DeadlineUnit, RehabForm
from rehabdesk.domain.deadlines.span import Counting
from rehabdesk.domain.law.deadline import Body, Deadline
from rehabdesk.domain.regime import NoDeadline, Regime
from tests.catalog.law_folders import regime_of

OLD, NEW = regime_of("n116"), regime_of("n163")
HOURS, DAYS, WORKING, MONTHS = DeadlineUnit
VOLUNTARY = (RehabForm.HOME, RehabForm.PRIVATE, RehabForm.PUBLIC, RehabForm.REFORM_SCHOOL)


def told(deadline: Deadline) -> tuple[int, DeadlineUnit, str]:
    return deadline.span.amount, deadline.span.unit, deadline.citation.short


@pytest.mark.parametrize(
    ("regime", "deadline_id", "amount", "unit", "article"),
    [
        (NEW, "residence_check", 24, HOURS, "Điều 58 NĐ 163"),
        (NEW, "residence_check_remote", 48, HOURS, "Điều 58 NĐ 163"),
        (NEW, "use_notice", 24, HOURS, "Điều 58 NĐ 163"),
        (NEW, "user_decision", 24, HOURS, "Điều 59 NĐ 163"),
        (NEW, "user_decision_again", 24, HOURS, "Điều 59 NĐ 163"),
        (NEW, "user_file_transfer", 24, HOURS, "Điều 62 NĐ 163"),
        (NEW, "user_reports_in", 24, HOURS, "Điều 25 Luật 120"),
        (NEW, "user_decision_sent", 24, HOURS, "Điều 63 NĐ 163"),
        (NEW, "diagnosis_valid", 6, MONTHS, "Điều 31 Luật 120"),
        (NEW, "registration", 24, HOURS, "Điều 89 NĐ 163"),
        (NEW, "rehab_decision", 24, HOURS, "Điều 91 NĐ 163"),
        (NEW, "rehab_start", 2, WORKING, "Điều 4 NĐ 163"),
        (NEW, "self_termination", 2, WORKING, "Điều 4 NĐ 163"),
        (NEW, "substitution_notice", 24, HOURS, "Điều 89 NĐ 163"),
        (NEW, "rehab_file_transfer", 24, HOURS, "Điều 92 NĐ 163"),
        (NEW, "service_notice", 24, HOURS, "Điều 32, 46 Luật 120"),
        (NEW, "suspended_facility_registration", 3, DAYS, "Điều 75 NĐ 163"),
        (NEW, "dossier_opened", 1, WORKING, "Điều 100 NĐ 163"),
        (NEW, "dossier_read", 3, WORKING, "Điều 102 NĐ 163"),
        (NEW, "dossier_to_court", 1, WORKING, "Điều 102 NĐ 163"),
        (NEW, "court_reply", 2, WORKING, "Điều 102 NĐ 163"),
        (NEW, "compulsory_time_bar", 3, MONTHS, "Điều 35, 36 Luật 120"),
        (NEW, "transfer_requested", 24, HOURS, "Điều 106, 107 NĐ 163"),
        (NEW, "transfer_decided", 24, HOURS, "Điều 106, 107 NĐ 163"),
        (NEW, "transfer_carried_out", 24, HOURS, "Điều 106, 107 NĐ 163"),
        (NEW, "completion_notice", 30, DAYS, "Điều 93, 94, 97, 123 NĐ 163"),
        (NEW, "police_proposal", 2, WORKING, "Điều 134 NĐ 163"),
        (NEW, "hand_over", 24, HOURS, "Điều 93, 94, 97, 123 NĐ 163"),
        (NEW, "private_completer_reports_in", 2, DAYS, "Điều 33 Luật 120"),
        (NEW, "monitoring_decision", 12, HOURS, "Điều 16 NĐ 163"),
        (NEW, "monitoring_carried_out", 24, HOURS, "Điều 17 NĐ 163"),
        (NEW, "monitoring_minor", 24, HOURS, "Điều 16 NĐ 163"),
        (NEW, "post_rehab_transfer", 24, HOURS, "Điều 136 NĐ 163"),
        (NEW, "completion_certificate", 3, WORKING, "Điều 138 NĐ 163"),
        (NEW, "number_decision", 1, WORKING, "Điều 15 NĐ 30"),
        (NEW, "send_decision", 1, WORKING, "Điều 18 NĐ 30"),
        (OLD, "user_decision", 3, WORKING, "Điều 42 NĐ 105"),
        (OLD, "user_file_transfer", 5, WORKING, "Điều 47 NĐ 105"),
        (OLD, "user_decision_sent", 3, WORKING, "Điều 48 NĐ 105"),
        (OLD, "registration", 5, WORKING, "Điều 28 NĐ 116"),
        (OLD, "rehab_decision", 3, WORKING, "Điều 30 NĐ 116"),
        (OLD, "rehab_start", 5, WORKING, "Điều 3 NĐ 116"),
        (OLD, "post_rehab_file", 3, WORKING, "Điều 77 NĐ 116"),
        (OLD, "chair_decision", 2, WORKING, "Điều 78 NĐ 116"),
        (OLD, "post_rehab_transfer", 5, WORKING, "Điều 79 NĐ 116"),
        (OLD, "completion_certificate", 0, DAYS, "Điều 81 NĐ 116"),
    ],
)
def test_a_deadline_has_its_unit_and_its_article(
    regime: Regime, deadline_id: str, amount: int, unit: DeadlineUnit, article: str
) -> None:
    assert told(regime.deadline(deadline_id)) == (amount, unit, article)


@pytest.mark.parametrize(
    ("deadline_id", "counting"),
    [
        ("completion_notice", Counting.BEFORE),
        ("hand_over", Counting.LAST),
        ("completion_certificate", Counting.LAST),
        ("police_proposal", Counting.WITHIN),
    ],
)
def test_some_deadlines_are_counted_back_from_an_end(deadline_id: str, counting: Counting) -> None:
    assert NEW.deadline(deadline_id).counting is counting


def test_what_the_law_leaves_open_is_shown_as_set_by_the_office() -> None:
    ours = {each.id for each in NEW.deadlines if each.is_office}
    assert ours == {"chair_decision", "helper_assignment", "moved_in_assignment"}
    assert {each.id for each in OLD.deadlines if each.is_office} == {"helper_assignment"}
    basis = NEW.deadline("chair_decision").basis
    assert basis == "Xã đặt; việc theo khoản 1 Điều 134 Nghị định 163/2026/NĐ-CP"


def test_a_deadline_cites_its_article_in_full() -> None:
    assert NEW.deadline("user_decision").basis == (
        "khoản 1 Điều 59 Nghị định 163/2026/NĐ-CP; "
        "điểm a khoản 4 Điều 24 Luật Phòng, chống ma túy 120/2025/QH15"
    )


def test_a_deadline_no_law_knows_is_a_mistake_of_the_program() -> None:
    assert OLD.find_deadline("monitoring_decision") is None
    with pytest.raises(NoDeadline):
        OLD.deadline("monitoring_decision")


def test_management_after_rehabilitation_lasts_one_year_or_two() -> None:
    for regime in (OLD, NEW):
        months = {form: regime.term(form).months for form in RehabForm}
        assert months.pop(RehabForm.COMPULSORY) == 24
        assert set(months.values()) == {12}


@pytest.mark.parametrize("form", [*VOLUNTARY, RehabForm.COMPULSORY, RehabForm.COMPULSORY_MINOR])
def test_rehabilitation_lasts_24_months_and_36_from_the_second_time(form: RehabForm) -> None:
    lengths = []
    for ordinal in (1, 2, 3, None):
        term = NEW.rehab_term(form, ordinal)
        assert term is not None
        assert term.is_fixed
        assert term.article == "khoản 1 Điều 29"
        lengths.append(term.months)
    assert lengths == [24, 36, 36, 24]


@pytest.mark.parametrize(
    ("form", "length", "article"),
    [
        (RehabForm.HOME, "06–12 tháng", "khoản 2 Điều 30"),
        (RehabForm.PRIVATE, "06–12 tháng", "khoản 1 Điều 31"),
        (RehabForm.PUBLIC, "06–12 tháng", "khoản 1 Điều 31"),
        (RehabForm.COMPULSORY_MINOR, "06–12 tháng", "khoản 3 Điều 33"),
        (RehabForm.COMPULSORY, "12–24 tháng", "Điều 95"),
    ],
)
def test_the_law_before_left_the_length_to_the_decision(
    form: RehabForm, length: str, article: str
) -> None:
    term = OLD.rehab_term(form, 2)
    assert term is not None
    assert not term.is_fixed
    assert (term.length, term.article) == (length, article)


def test_substitution_treatment_has_no_length_of_its_own() -> None:
    assert NEW.rehab_term(RehabForm.SUBSTITUTION, 1) is None


def test_a_user_is_managed_for_a_year() -> None:
    assert (OLD.user_term.length, NEW.user_term.length) == ("01 năm", "01 năm")


def test_what_the_chair_signed_the_police_sign_now() -> None:
    hands = {
        regime.id: {each.purpose for each in regime.signings if each.by is Body.CHAIR}
        for regime in (OLD, NEW)
    }
    assert "user_management" in hands["n116"] - hands["n163"]
    assert {"post_rehab", "completion"} <= hands["n116"] & hands["n163"]
    assert {"helper_assignment", "moved_in_assignment", "support_team"} <= hands["n163"]
