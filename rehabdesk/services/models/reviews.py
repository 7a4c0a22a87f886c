"""A model looked at once a year; the figures stay as they stood on that day."""

from __future__ import annotations

from datetime import date
from typing import Any

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.models import CareModel, CareModelReview
from rehabdesk.domain.teamwork.codes import ModelKind
from rehabdesk.domain.text import clean_lines
from rehabdesk.services.models.counting import improvement_of, lines_on
from rehabdesk.services.models.facts import MoreThanAll, Review, ReviewWithoutYear
from rehabdesk.services.models.founding import find_model
from rehabdesk.services.models.visits import VisitCount, count_visits_of
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Changes, Made

_LAST_MONTH, _LAST_DAY = 12, 31


# Acts


def review_model(work: Work, order: Review) -> Made:
    """Write how a model stood in a year; a second review of a year replaces the first."""
    work.require(Right.KEEP_TEAM)
    model = find_model(work, order.model_id)
    last = model.until_on.year if model.until_on else work.today.year
    if not model.from_on.year <= order.year <= last:
        raise ReviewWithoutYear(model.from_on.year, last)
    on = day_of_review(model, order.year, work.today)
    figures = figures_on(work, model, on)
    if model.kind is not ModelKind.COMMUNITY_CARE or not figures["persons"]:
        figures["improved"] = order.improved
        if order.improved is not None and order.improved > figures["persons"]:
            raise MoreThanAll(figures["persons"])
    changes = Changes(work)
    review = next((each for each in model.reviews if each.year == order.year), None)
    if review is None:
        review = CareModelReview(
            model=model,
            year=order.year,
            state=order.state,
            on=on,
            words="",
            recorded_by=work.actor.name,
            recorded_at=work.now,
        )
        changes.make(review)
    else:
        changes.note(review)
    review.state, review.on, review.words = order.state, on, clean_lines(order.words)
    review.figures = figures
    review.recorded_by, review.recorded_at = work.actor.name, work.now
    work.record("care_model.reviewed", model, name=model.name, year=order.year)
    return Made(model.id, f"đánh giá {model.name} năm {order.year}", changes.kept())


def day_of_review(model: CareModel, year: int, today: date) -> date:
    """Return the last day of the year the model was there, or today."""
    end = date(year, _LAST_MONTH, _LAST_DAY)
    return min(each for each in (end, today, model.until_on) if each is not None)


def figures_on(work: Work, model: CareModel, on: date) -> dict[str, Any]:
    """Count a model as of a day."""
    improvement = improvement_of(work, [model], on)
    is_computed = improvement is not None and improvement.is_computed
    visits: VisitCount = count_visits_of(work, model.id, date(on.year, 1, 1), on)
    return {
        "on": on.isoformat(),
        "persons": len({line.person_id for line in lines_on(model, on)}),
        "members": sum(
            each.from_on <= on and (each.until_on is None or each.until_on >= on)
            for each in model.members
        ),
        "improved": improvement.improved if improvement and is_computed else None,
        "criterion": improvement.criterion if improvement and is_computed else model.criterion,
        "visits": visits.visits,
        "visitors": visits.visitors,
    }
