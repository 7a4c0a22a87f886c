"""What may be chosen of a person and an episode; nothing known is a choice too."""

from __future__ import annotations

from rehabdesk.domain.codes import EpisodeKind, RehabForm, Sex
from rehabdesk.domain.daily_codes import AttentionLevel, Confidentiality, Employment

UNKNOWN = "Chưa rõ"
NO_EPISODE = "Chưa có đợt quản lý"
MOST_TIMES = 9
SEXES: list[tuple[Sex | None, str]] = [(None, UNKNOWN), *((sex, sex.label) for sex in Sex)]
KINDS: list[tuple[EpisodeKind | None, str]] = [
    (None, NO_EPISODE),
    *((kind, kind.label) for kind in EpisodeKind),
]
REHABS: list[tuple[RehabForm | None, str]] = [
    (None, UNKNOWN),
    *((form, form.label) for form in RehabForm),
]
TIMES: list[tuple[int | None, str]] = [
    (None, UNKNOWN),
    *((number, f"Lần thứ {number}") for number in range(1, MOST_TIMES + 1)),
]
EMPLOYMENTS: list[tuple[Employment | None, str]] = [
    (None, UNKNOWN),
    *((each, each.label) for each in Employment),
]
ATTENTION: list[tuple[AttentionLevel | None, str]] = [
    (None, "Không"),
    *((level, level.label) for level in AttentionLevel),
]
CONFIDENCE: list[tuple[Confidentiality, str]] = [(each, each.label) for each in Confidentiality]
