"""What the closing of a report is going to make, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.domain.text import fold
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.reports.closing.freezing import SomethingToReport, rows_with_figures
from rehabdesk.services.reports.closing.products import about_pages
from rehabdesk.services.reports.closing.rows import closed_rows
from rehabdesk.services.reports.closing.words import words_now
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.narrative import narrative_of
from rehabdesk.services.reports.papers import PaperOrder, report_file_stem
from rehabdesk.services.reports.problems import read_problems
from rehabdesk.services.reports.products import product_of
from rehabdesk.services.reports.reading import ReportAsked, is_upper_office, read_report
from rehabdesk.services.reports.titles import report_title
from rehabdesk.services.upward.packing import SUFFIX, slug
from rehabdesk.services.upward.settings import names_basis


@dataclass(frozen=True, slots=True)
class FreezeOffer:
    """The report as it would be closed now; `supplement` is the how manieth, 0 for none."""

    asked: ReportAsked
    title: str
    days: str
    closes_on: date
    is_early: bool
    problems: int
    stem: str
    package_name: str
    names_basis: str
    supplement: int = 0

    def file_name(self, kind: ProductKind) -> str:
        return f"{self.stem}.{kind.value}"


@dataclass(frozen=True, slots=True)
class PageCounts:
    printed: int
    narrative: int  # about so many: Word breaks pages its own way


# Looks


def offer_freezing(work: Work, asked: ReportAsked) -> FreezeOffer:
    """Say what closing a report makes, and what is still to be put right in it."""
    work.require(Right.KEEP_REPORTS)
    window, closed = asked.period.window, closed_rows(work, asked)
    supplement = closed[-1].serial + 1 if closed else 0
    title = report_title(layout_of(work, asked.layout_key), asked.period)
    place = profile_on(work, work.today)
    name = place.province_name if is_upper_office(work) else place.commune_name
    short = fold(title).removeprefix("bao cao ")
    more = f" bo sung {supplement}" if supplement else ""
    return FreezeOffer(
        asked,
        title,
        window.words,
        window.last,
        work.today < window.last,
        len(read_problems(work, asked)),
        report_file_stem(work, PaperOrder(asked, work.today, supplement=supplement)),
        f"{slug(f'{name} {short}{more}')}{SUFFIX}",
        names_basis(work),
        supplement,
    )


def why_no_zero(work: Work, asked: ReportAsked) -> str:
    """Say what there is to report where a report of nothing is asked for; empty where it fits."""
    work.require(Right.KEEP_REPORTS)
    found = rows_with_figures(read_report(work, asked))
    return str(SomethingToReport(found)) if found else ""


def count_pages_ahead(work: Work, asked: ReportAsked) -> PageCounts:
    """Draw the papers once, to say how many pages they are going to have."""
    work.require(Right.EXPORT_LISTS)
    from rehabdesk.services.pages import count_pages

    grid = read_report(work, asked)
    order = PaperOrder(asked, work.today, words=words_now(work, asked), day_is_open=True)
    printed = count_pages(product_of(work, grid, order, ProductKind.PRINTED))
    return PageCounts(printed, about_pages(narrative_of(work, grid, order), printed))
