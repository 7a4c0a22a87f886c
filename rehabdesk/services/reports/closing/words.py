"""The clerk's own words of a report: what went well, what did not, what is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.reports.codes import ReportState
from rehabdesk.domain.reports.narrative import PartPattern
from rehabdesk.domain.text import clean_lines
from rehabdesk.services.office import Work
from rehabdesk.services.reports.closing.rows import closed_rows, open_row, rows_of, sent_by
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.narrative import REQUEST, narrative_prompts
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.titles import report_title


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What is asked of the clerk, what stands there, and what an earlier report said."""

    title: str
    prompts: tuple[PartPattern, ...]
    words: Mapping[str, str]
    earlier: Mapping[str, str] = field(default_factory=dict)
    earlier_title: str = ""


@dataclass(frozen=True, slots=True)
class KeepWords:
    asked: ReportAsked
    words: Mapping[str, str]


# Looks


def read_words(work: Work, asked: ReportAsked) -> OwnWords:
    """Return the words kept with a report, else those of the last one of its kind."""
    work.require(Right.EXPORT_LISTS)
    title = report_title(layout_of(work, asked.layout_key), asked.period)
    prompts = narrative_prompts(work, asked.layout_key)
    words = words_now(work, asked)
    if words:
        return OwnWords(title, prompts, words)
    last = _last_of_kind(work, asked)
    if last is None:
        return OwnWords(title, prompts, {})
    return OwnWords(title, prompts, {}, dict(last.words), last.title)


def words_now(work: Work, asked: ReportAsked) -> Mapping[str, str]:
    """Return the words that go into the report made now; a supplement says them again."""
    begun = open_row(work, asked)
    if begun is not None:
        return dict(begun.words)
    made = closed_rows(work, asked) or list(rows_of(work, asked))
    return dict(made[-1].words) if made else {}


def _last_of_kind(work: Work, asked: ReportAsked) -> Report | None:
    found = select(Report).where(
        Report.layout_key == asked.layout_key,
        Report.period == asked.period.kind,
        Report.until_on < asked.period.window.last,
    )
    newest = work.session.scalars(found.order_by(Report.until_on.desc(), Report.id.desc()))
    return next((row for row in newest if row.words), None)


# Acts


def keep_words(work: Work, order: KeepWords) -> int:
    """Keep what the clerk wrote with the report that is being made."""
    work.require(Right.KEEP_REPORTS)
    report = open_row(work, order.asked) or begin_report(work, order.asked)
    allowed = {each.own for each in narrative_prompts(work, order.asked.layout_key)} | {REQUEST}
    told = {key: clean_lines(text) for key, text in order.words.items() if key in allowed}
    report.words = {key: text for key, text in told.items() if text}
    work.record("report.words_kept", report, title=report.title, parts=len(report.words))
    return report.id


def begin_report(work: Work, asked: ReportAsked) -> Report:
    """Add the report of a period, open yet."""
    period, layout = asked.period, layout_of(work, asked.layout_key)
    window = period.window
    report = Report(
        layout_key=asked.layout_key,
        title=report_title(layout, period),
        period=period.kind,
        year=period.year,
        ordinal=period.ordinal,
        rule=period.rule,
        from_on=window.first,
        until_on=window.last,
        serial=0,
        state=ReportState.OPEN,
        is_zero=False,
        due_on=sent_by(work, layout, window.last),
        problems=[],
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )
    work.session.add(report)
    work.session.flush()
    return report
