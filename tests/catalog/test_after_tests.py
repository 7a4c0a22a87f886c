"""What follows a positive test by law: every kind of management has its steps, and its articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rehabdesk.catalog.teamwork.after_tests import law_of_tests
from rehabdesk.catalog.teamwork.allowances import delivered_money
from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.teamwork.after_test import NO_KIND, CourseAfterTest, StepState
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestMethod
from tests.builders import RESOURCES

LAW = law_of_tests(RESOURCES.folder)
NEW, OLD = date(2026, 7, 1), date(2026, 6, 30)


@pytest.mark.parametrize("kind", [NO_KIND, *(each.value for each in EpisodeKind)])
def test_every_kind_has_one_course_today(kind: str) -> None:
    assert sum(each.covers(kind, NEW) for each in LAW.courses) == 1


@pytest.mark.parametrize("course", LAW.courses, ids=lambda each: "-".join(sorted(each.kinds)))
def test_every_step_names_its_article_and_can_be_closed_in_turn(course: CourseAfterTest) -> None:
    recorded: list[AfterTest] = []
    for step in course.steps:
        assert "Điều" in step.basis
        if step.state(recorded) in {StepState.OPEN, StepState.BEGUN}:
            assert step.waiting or step.key == "not_addicted" or step.unless
            recorded.append(min(step.closed_by))
    assert course.next_step(recorded) is None


def test_the_law_of_the_day_is_told() -> None:
    new, old = LAW.course("post_rehab", NEW), LAW.course("post_rehab", OLD)
    assert new is not None
    assert old is not None
    assert all("73/2021" not in step.basis for step in new.steps)
    assert all("120/2025" not in step.basis for step in old.steps)


@pytest.mark.parametrize(
    ("age", "method", "on", "is_asked"),
    [
        (17, BodyTestMethod.BLOOD, NEW, True),
        (18, BodyTestMethod.BLOOD, NEW, False),
        (17, BodyTestMethod.URINE_STRIP, NEW, False),
        (17, BodyTestMethod.HAIR, OLD, False),
        (None, BodyTestMethod.BLOOD, NEW, False),
    ],
)
def test_a_witness_is_asked_for_as_the_decree_has_it(
    age: int | None,
    method: BodyTestMethod,
    on: date,
    is_asked: bool,  # noqa: FBT001 -- a parameter of the cases
) -> None:
    assert (LAW.witness_rule(age, method, on) is not None) is is_asked


def test_a_file_that_names_an_unknown_kind_never_loads(tmp_path: Path) -> None:
    text = (RESOURCES.folder / "after_test.toml").read_text("utf-8")
    (tmp_path / "after_test.toml").write_text(text.replace('"dossier"]', '"dosier"]'), "utf-8")
    with pytest.raises(ValueError, match="dosier"):
        law_of_tests(tmp_path)


def test_the_base_salaries_are_those_of_their_days() -> None:
    money = delivered_money(RESOURCES.folder)
    assert [(each.valid_from, each.amount) for each in money.salaries] == [
        (date(2024, 7, 1), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
    ]
    assert (money.factors, money.most_of_helpers) == ((60, 50, 40), 60)
