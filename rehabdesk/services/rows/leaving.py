"""Rows leave their tables: with them go their ids and the numbers of their files."""

from __future__ import annotations

from sqlalchemy.orm import Session

from rehabdesk.persistence.retired import retire
from rehabdesk.services.rows.snapshot import Row, Rows, remove_rows


def serial_name(year: int) -> str:
    return f"case_serial.{year}"


def take_out(session: Session, rows: Rows) -> None:
    """Delete these rows; what they were called by is given to nobody else."""
    serials: dict[str, list[Row]] = {}
    for case in rows.get("case_file", ()):
        serials.setdefault(serial_name(case["year"]), []).append({"id": case["serial"]})
    retire(session, {**rows, **serials})
    remove_rows(session, rows)
