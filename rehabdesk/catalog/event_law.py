"""What regime.toml says of dated facts ([[events]]): their papers, articles, and what time does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rehabdesk.catalog.entries import Entry, entries, note_twice
from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.law.event import Clock, EventLaw
from rehabdesk.domain.law.text import Citation, LegalText

Texts = Mapping[str, LegalText]


def read_events(
    tables: Iterable[Mapping[str, Any]], texts: Texts, findings: list[str]
) -> tuple[EventLaw, ...]:
    found = []
    for entry in entries(tables, "Sự kiện", findings, key="kind"):
        kind = entry.optional_coded("kind", EventKind)
        if kind is None:
            entry.note("thiếu “kind”.")
            continue
        law = EventLaw(
            kind,
            _episodes(entry),
            entry.free_text("paper"),
            Citation(entry.text("article"), _text(entry, texts, "text")),
            entry.optional_coded("clock", Clock),
            _clock_citation(entry, texts),
            entry.free_text("note"),
        )
        entry.close()
        found.append(law)
    each_of = (f"{law.kind.value} ({episode.label})" for law in found for episode in law.episodes)
    note_twice(each_of, "Sự kiện", findings)
    _note_untold(found, findings)
    return tuple(found)


def _note_untold(found: Iterable[EventLaw], findings: list[str]) -> None:
    """Note where a law leaves open whether time runs: a silent law would let it run unseen."""
    told = {(law.kind, episode) for law in found if law.clock for episode in law.episodes}
    for kind, episode in _CLOCKED:
        if (kind, episode) not in told:
            findings.append(
                f"Sự kiện “{kind.value}”: chưa nói thời hạn “{episode.label}” chạy hay dừng."
            )


def _episodes(entry: Entry) -> frozenset[EpisodeKind]:
    known = {each.value: each for each in EpisodeKind}
    names = entry.names("episodes")
    for name in names:
        if name not in known:
            entry.note(f"“episodes” không nhận “{name}”, chỉ nhận: {', '.join(known)}.")
    if not names:
        entry.note("thiếu “episodes”.")
    return frozenset(known[name] for name in names if name in known)


def _clock_citation(entry: Entry, texts: Texts) -> Citation | None:
    article = entry.free_text("clock_article")
    if not article:
        return None
    return Citation(article, _text(entry, texts, "clock_text"))


def _text(entry: Entry, texts: Texts, key: str) -> LegalText:
    name = entry.text(key)
    if name in texts:
        return texts[name]
    if name:
        entry.note(f"“{key}” nhắc văn bản “{name}” không có trong [[texts]].")
    return next(iter(texts.values()), _NO_TEXT)


_CLOCKED = (
    (EventKind.ABSENCE_UNREPORTED, EpisodeKind.POST_REHAB),
    (EventKind.PRISON, EpisodeKind.POST_REHAB),
    (EventKind.PRISON, EpisodeKind.REHAB_HOME),
)
_NO_TEXT = LegalText("", "", "", "", date.min)
