"""The reports the made-up commune has closed and sent, each on its day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from pathlib import Path

from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.reports.codes import PeriodKind, ProductKind
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.office import Office, Work
from rehabdesk.services.practice.team import Moment, Told
from rehabdesk.services.reports.closing.freezing import FreezeReport, freeze_report
from rehabdesk.services.reports.closing.sending import NoteSent, note_sent
from rehabdesk.services.reports.reading import ReportAsked

_KINDS = {each.value: each for each in PeriodKind}
_SENT = time(16, 45)


def closing_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield each report as it was closed, and as it was sent."""
    for told in tomllib.loads((folder / "closed.toml").read_text("utf-8"))["reports"]:
        made: dict[str, int] = {}
        yield told["at"], partial(_close, office, told, made)
        yield datetime.combine(told["sent_on"], _SENT), partial(_send, office, told, made)


def _close(office: Office, told: Told, made: dict[str, int]) -> None:
    at = told["at"]
    here = replace(office, clock=lambda: at)
    period = ReportPeriod(_KINDS[told["kind"]], told["year"], told.get("ordinal", 0))
    asked = ReportAsked(told["layout"], period)
    kinds = {ProductKind.WORKBOOK} if told.get("has_file") else set()
    order = FreezeReport(asked, frozenset(kinds))
    made["id"] = here.do(partial(freeze_report, order=order)).result.report_id


def _send(office: Office, told: Told, made: dict[str, int]) -> None:
    at = datetime.combine(told["sent_on"], _SENT)
    here = replace(office, clock=lambda: at)
    version = here.look(partial(_version, report_id=made["id"]))
    sent = NoteSent(made["id"], version, told["sent_on"], told["to"], told["how"])
    here.do(partial(note_sent, order=sent))


def _version(work: Work, report_id: int) -> int:
    return work.session.get_one(Report, report_id).version
