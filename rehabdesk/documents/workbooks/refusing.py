"""Inside the child a refusal is a word; whoever asked knows the sentence."""

from __future__ import annotations


class Unreadable(Exception):
    """The workbook cannot or must not be read; the argument says why, in one word."""


PASSWORD = "password"  # noqa: S105
TOO_MUCH = "too_much"
LONG_CELL = "long_cell"
DAMAGED = "damaged"
UNSAFE = "unsafe"
NOT_A_WORKBOOK = "not_a_workbook"
WEB_PAGE = "web_page"
OLD_KIND = "old_kind"
EMPTY = "empty"
