"""What was under way on 01/07/2026 (Luật 120/2025 Điều 56, NĐ 163/2026 Điều 151)."""

from __future__ import annotations

from datetime import date

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.span import Counting, Span
from rehabdesk.domain.law.deadline import is_laxer
from rehabdesk.domain.law.terms import TermKind
from rehabdesk.domain.law.text import Citation, LegalText
from rehabdesk.domain.regime import TermLaw, law_of_term
from tests.catalog.law_folders import regime_of

LAWS = (regime_of("n116"), regime_of("n163"))


def ruled(kind: TermKind, opened: date, decided: date, ends: date) -> TermLaw:
    return law_of_term(kind, opened, decided, ends, LAWS)


def test_article_56_1_who_is_in_rehabilitation_finishes_under_the_law_before() -> None:
    law = ruled(TermKind.REHAB, date(2025, 8, 20), date(2025, 9, 1), date(2026, 9, 1))
    assert law.regime.id == "n116"
    assert law.transition is not None
    assert law.transition.basis.startswith("khoản 1 Điều 56 Luật")


def test_article_56_2_a_file_opened_before_but_decided_after_follows_the_new_law() -> None:
    law = ruled(TermKind.REHAB, date(2026, 6, 25), date(2026, 7, 2), date(2028, 7, 2))
    assert law.regime.id == "n163"
    assert law.transition is not None
    assert law.transition.id == "dossier_before_decision_after"


def test_a_decision_on_post_rehabilitation_runs_on_by_inference() -> None:
    law = ruled(TermKind.POST_REHAB, date(2025, 12, 1), date(2025, 12, 1), date(2026, 12, 1))
    assert law.regime.id == "n116"
    assert law.transition is not None
    assert law.transition.is_inferred
    assert law.transition.basis == "Luật không nói; suy ra, xã xem lại"


def test_a_term_that_ended_before_or_began_after_needs_no_rule_of_transition() -> None:
    before = ruled(TermKind.REHAB, date(2025, 1, 1), date(2025, 1, 1), date(2026, 6, 30))
    after = ruled(TermKind.REHAB, date(2026, 7, 1), date(2026, 7, 1), date(2028, 7, 1))
    assert (before.regime.id, before.transition) == ("n116", None)
    assert (after.regime.id, after.transition) == ("n163", None)


def test_a_file_of_users_opened_before_has_no_rule_of_its_own() -> None:
    law = ruled(TermKind.USER, date(2026, 6, 30), date(2026, 7, 1), date(2027, 7, 1))
    assert (law.regime.id, law.transition) == ("n163", None)


def test_more_time_than_the_law_is_noticed_whichever_way_it_is_counted() -> None:
    two, three = (Span(count, DeadlineUnit.WORKING_DAYS) for count in (2, 3))
    hours = Span(24, DeadlineUnit.HOURS)
    assert is_laxer(Counting.WITHIN, three, two)
    assert not is_laxer(Counting.WITHIN, two, three)
    assert is_laxer(Counting.BEFORE, two, three)
    assert not is_laxer(Counting.BEFORE, three, two)
    assert is_laxer(Counting.LAST, two, three)
    assert is_laxer(Counting.WITHIN, hours, two)
    assert not is_laxer(Counting.LAST, two, two)


def test_an_article_is_cited_short_and_in_full() -> None:
    text = LegalText("a", "Nghị định 1/2030/NĐ-CP", "NĐ 1", "", date(2030, 1, 1), date(2030, 2, 1))
    cited = Citation("điểm b khoản 3 Điều 94, Điều 97, khoản 1 Điều 94", text)
    assert cited.short == "Điều 94, 97 NĐ 1"
    assert Citation("Phụ lục V", text).short == "Phụ lục V Nghị định 1/2030/NĐ-CP"
    assert text.covers(date(2030, 2, 1))
    assert not text.covers(date(2030, 2, 2))
