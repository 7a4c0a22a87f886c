"""Folded full-text look-up of persons; the one place that speaks an engine's own SQL for it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from rehabdesk.domain.text import fold


def index_person(session: Session, person_id: int, words: str) -> None:
    """Keep the folded words of a person; called by every act that changes them."""
    session.execute(text("DELETE FROM person_search WHERE rowid = :id"), {"id": person_id})
    session.execute(
        text("INSERT INTO person_search (rowid, words) VALUES (:id, :words)"),
        {"id": person_id, "words": words},
    )


def find_persons(session: Session, typed: str, limit: int) -> list[int]:
    """Return ids of persons all of whose typed words begin some word of theirs."""
    query = match_query(typed)
    if not query:
        return []
    found: Sequence[int] = (
        session.execute(
            text("SELECT rowid FROM person_search WHERE words MATCH :query LIMIT :limit"),
            {"query": query, "limit": limit},
        )
        .scalars()
        .all()
    )
    return list(found)


def match_query(typed: str) -> str:
    """Make every typed word a prefix, in any order, with no sign the engine reads as its own."""
    signs = "".join(sign if sign.isalnum() else " " for sign in fold(typed))
    return " ".join(f'"{word}"*' for word in signs.split())
