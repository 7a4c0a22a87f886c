"""A layout handed out as a data file, so that other offices report in the same rows."""

from __future__ import annotations

import re

from rehabdesk.catalog.reporting.layout_text import layout_text
from rehabdesk.domain.codes import Right
from rehabdesk.domain.text import fold
from rehabdesk.services.exports import ExportedFile
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import layout_of

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_NAMELESS = "mau-bao-cao"


def export_layout(work: Work, key: str) -> ExportedFile:
    """Return the file; who took it out is on record."""
    work.require(Right.EXPORT_LISTS)
    layout = layout_of(work, key)
    work.record("report_layout.exported", None, name=layout.name)
    stem = _NOT_PLAIN.sub("-", fold(layout.name)).strip("-") or _NAMELESS
    return ExportedFile(f"{stem}.toml", layout_text(layout).encode(), len(layout.rows))
