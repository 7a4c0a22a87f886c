"""What the laws say of dated facts: complete, cited, and refused where it contradicts itself."""

from __future__ import annotations

from typing import Any

import pytest

from rehabdesk.catalog.event_law import read_events
from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.course.endings import endings_of
from rehabdesk.domain.course.events import RULES, offered
from rehabdesk.domain.law.event import Clock
from rehabdesk.domain.law.text import LegalText
from rehabdesk.domain.regime import Regime
from tests.domain.course.courses import day, regimes

LAW = LegalText("law", "Luật mới", "Luật", "", day("01/07/2026"))


@pytest.mark.parametrize("regime", regimes(), ids=lambda regime: regime.id)
def test_a_law_speaks_only_of_events_an_episode_may_have(regime: Regime) -> None:
    for law in regime.events:
        assert law.episodes <= RULES[law.kind].episodes, law.kind
        assert "Điều" in law.citation.words
        assert law.clock is None or RULES[law.kind].is_stretch or law.kind in TAKEN_OVER


TAKEN_OVER = {EventKind.MOVED_IN, EventKind.REHAB_STOPPED}  # their stretch is worked out


@pytest.mark.parametrize("episode", EpisodeKind)
def test_the_law_in_force_cites_an_article_for_every_event_of_every_episode(
    episode: EpisodeKind,
) -> None:
    in_force = regimes()[-1]
    untold = {kind for kind in offered(episode) if in_force.event_law(kind, episode) is None}
    assert untold <= {EventKind.CRIMINAL_CASE, EventKind.CRIMINAL_CLEARED}
    for ending in endings_of(episode):
        assert in_force.event_law(ending.event, episode) is not None


def test_n163_and_l120_say_what_becomes_of_the_time() -> None:
    told = {
        (law.kind, episode): (law.clock, law.ruling.words.partition(" Luật")[0])
        for law in regimes()[-1].events
        for episode in law.episodes
        if law.clock
    }
    assert told[EventKind.PRISON, EpisodeKind.POST_REHAB] == (Clock.PAUSED, "khoản 1 Điều 47")
    assert told[EventKind.DOSSIER_MANAGEMENT, EpisodeKind.REHAB_COMPULSORY] == (
        Clock.TAKEN_OFF,
        "khoản 2 Điều 37",
    )
    assert told[EventKind.ABSENT, EpisodeKind.USER_MANAGED][0] is Clock.ADDED
    assert told[EventKind.SOCIAL_PROTECTION, EpisodeKind.POST_REHAB][0] is Clock.RUNS


def entry(**changes: Any) -> dict[str, Any]:
    told = {
        "kind": "prison",
        "episodes": ["post_rehab", "rehab_home"],
        "article": "khoản 1 Điều 1",
        "text": "law",
        "clock": "paused",
    }
    return {key: value for key, value in {**told, **changes}.items() if value is not None}


ABSENCE = entry(kind="absence_unreported", episodes=["post_rehab"], clock="added")


@pytest.mark.parametrize(
    ("tables", "finding"),
    [
        ([ABSENCE, entry()], ""),
        ([entry()], "Sự kiện “absence_unreported”: chưa nói thời hạn “Quản lý sau cai” chạy"),
        ([ABSENCE, entry(clock=None)], "Sự kiện “prison”: chưa nói thời hạn"),
        ([ABSENCE, entry(), entry()], "Sự kiện “prison (Quản lý sau cai)” có hai lần."),
        ([ABSENCE, entry(kind="moon")], "Sự kiện “moon”: “kind” không nhận “moon”"),
        ([ABSENCE, entry(episodes=["moon"])], "“episodes” không nhận “moon”"),
        ([ABSENCE, entry(episodes=None)], "Sự kiện “prison”: thiếu “episodes”."),
        ([ABSENCE, entry(text="other")], "“text” nhắc văn bản “other” không có"),
        ([ABSENCE, entry(clock="stops")], "“clock” không nhận “stops”"),
        ([ABSENCE, entry(colour="red")], "Sự kiện “prison”: không hiểu “colour”."),
    ],
)
def test_what_contradicts_itself_is_found_in_words(
    tables: list[dict[str, Any]], finding: str
) -> None:
    findings: list[str] = []
    read_events(tables, {"law": LAW}, findings)
    assert any(finding in each for each in findings) if finding else findings == []
