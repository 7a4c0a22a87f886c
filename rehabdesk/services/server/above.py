"""Packages on the way up within one server: a commune lets them be read, who is above takes them.

Nothing of a commune but the packages it noted as sent is ever open to who is above; the names in
them stay sealed by their password.
"""

from __future__ import annotations

from sqlalchemy import select, text

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.received import ReceivedPackage
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.persistence.server.doors import PACKAGES_READ_BY
from rehabdesk.persistence.server.schemas import is_office_there as _is_office_there
from rehabdesk.persistence.server.schemas import (
    is_schema_name,
    offices_that_let_read,
    open_to_above,
)
from rehabdesk.services.consolidation.opening import Delivered
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose
from rehabdesk.services.reports.reading import ReportAsked


class NobodyAbove(Refusal):
    field = "reader"

    def __init__(self, reader: str) -> None:
        super().__init__(
            f"Trên máy chủ không có cơ quan nào khác tên ngắn “{reader}”. Chưa đổi gì. "
            "Hỏi cơ quan cấp trên tên ngắn của họ, là phần trước “_u” trong tên đăng nhập."
        )


# Acts


def let_read(work: Work, reader: str) -> str:
    """Let an office of the same server read the packages noted as sent, or, without a name, none.

    What was chosen before ends with it.
    """
    work.require(Right.KEEP_OFFICE)
    reader = clean(reader).casefold()
    own = work.session.scalar(text("SELECT current_schema()"))
    connection = work.session.connection()
    if reader and (reader == own or not _is_office_there(connection, reader)):
        raise NobodyAbove(reader)
    choose(work, PACKAGES_READ_BY, reader)
    open_to_above(connection)
    return reader


# Looks


def reader_of(work: Work) -> str:
    """Return the short name of the office that may read the packages; empty: none may."""
    work.require(Right.KEEP_OFFICE)
    return str(choice(work, PACKAGES_READ_BY, ""))


def packages_waiting(work: Work, asked: ReportAsked) -> tuple[Delivered, ...]:
    """Return the packages of a report that communes let be read and that are not here yet."""
    work.require(Right.CONSOLIDATE)
    window = asked.period.window
    told = {"layout": asked.layout_key, "first": window.first, "last": window.last}
    here = frozenset(work.session.scalars(select(ReceivedPackage.sha256)))
    found = []
    for schema in offices_that_let_read(work.session.connection()):
        if not is_schema_name(schema):
            continue
        there = f"FROM {schema}.package_out WHERE layout_key = :layout"
        days = "from_on = :first AND until_on = :last"
        rows = work.session.execute(text(f"SELECT name, sha256 {there} AND {days}"), told).all()
        for name, sha256 in rows:
            if sha256 not in here:
                one = text(f"SELECT content {there} AND sha256 = :sha256")
                content = work.session.scalar(one, {**told, "sha256": sha256})
                found.append(Delivered(str(name), bytes(content)))
    return tuple(found)
