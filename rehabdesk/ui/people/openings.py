"""The ways an episode begins: what opens it, which papers follow, which facts are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.events import NO_PAPER, PaperRef
from rehabdesk.services.course.acts import EventFacts


@dataclass(frozen=True, slots=True)
class Stage:
    """A fact in the life of an episode, and how its day is asked for."""

    event: EventKind
    day: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A way an episode begins: its kind, what opens it, and which facts are asked for."""

    name: str  # kept in drafts
    label: str
    kind: EpisodeKind
    event: EventKind
    day: str
    reason: str = ""
    form: RehabForm | None = None  # what its kind already says of the rehabilitation
    has_rehab: bool = False
    has_completion: bool = False
    is_moved_in: bool = False
    later: tuple[Stage, ...] = ()  # what may have happened since, in its order

    @property
    def is_post_rehab(self) -> bool:
        return self.kind is EpisodeKind.POST_REHAB


REGISTERED = "Ngày tiếp nhận đăng ký"
_DECIDED = Stage(EventKind.REHAB_DECIDED, "Ngày Công an quyết định")
_VOLUNTARY = (_DECIDED, Stage(EventKind.REHAB_STARTED, "Ngày bắt đầu cai"))
OPENINGS = (
    Opening(
        "post_rehab",
        "Quản lý sau cai",
        EpisodeKind.POST_REHAB,
        EventKind.PROPOSAL,
        "Ngày Công an đề nghị",
        has_rehab=True,
        has_completion=True,
    ),
    Opening(
        "moved_in",
        "Quản lý sau cai, người mới chuyển đến",
        EpisodeKind.POST_REHAB,
        EventKind.MOVED_IN,
        "Ngày chuyển đến",
        has_rehab=True,
        has_completion=True,
        is_moved_in=True,
    ),
    Opening(
        "user_managed",
        "Quản lý người sử dụng trái phép",
        EpisodeKind.USER_MANAGED,
        EventKind.USER_DECIDED,
        "Ngày quyết định quản lý",
        reason="first",
    ),
    Opening(
        "rehab_home",
        "Cai tự nguyện tại gia đình, cộng đồng",
        EpisodeKind.REHAB_HOME,
        EventKind.REGISTERED,
        REGISTERED,
        form=RehabForm.HOME,
        has_rehab=True,
        later=_VOLUNTARY,
    ),
    Opening(
        "rehab_private",
        "Cai tự nguyện tại cơ sở tư nhân",
        EpisodeKind.REHAB_PRIVATE,
        EventKind.REGISTERED,
        REGISTERED,
        form=RehabForm.PRIVATE,
        has_rehab=True,
        later=_VOLUNTARY,
    ),
    Opening(
        "rehab_public",
        "Cai tự nguyện tại cơ sở công lập",
        EpisodeKind.REHAB_PUBLIC,
        EventKind.REGISTERED,
        REGISTERED,
        form=RehabForm.PUBLIC,
        has_rehab=True,
        later=_VOLUNTARY,
    ),
    Opening(
        "substitution",
        "Điều trị thay thế",
        EpisodeKind.SUBSTITUTION,
        EventKind.REGISTERED,
        REGISTERED,
        form=RehabForm.SUBSTITUTION,
        has_rehab=True,
        later=(_DECIDED, Stage(EventKind.REHAB_STARTED, "Ngày bắt đầu điều trị")),
    ),
    Opening(
        "dossier",
        "Lập hồ sơ đề nghị cai bắt buộc",
        EpisodeKind.DOSSIER,
        EventKind.DOSSIER_OPENED,
        "Ngày lập hồ sơ",
        later=(
            Stage(EventKind.DOSSIER_READ, "Ngày thông báo, cho đọc"),
            Stage(EventKind.DOSSIER_TO_COURT, "Ngày chuyển Tòa án"),
        ),
    ),
    Opening(
        "rehab_compulsory",
        "Cai nghiện bắt buộc",
        EpisodeKind.REHAB_COMPULSORY,
        EventKind.COURT_APPLIED,
        "Ngày quyết định của Tòa án",
        form=RehabForm.COMPULSORY,
        has_rehab=True,
        later=(Stage(EventKind.REHAB_STARTED, "Ngày vào cơ sở"),),
    ),
)
USUAL = OPENINGS[0]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A decision on post-rehabilitation that is not among our papers: its term and its paper."""

    begins: date | None = None
    ends: date | None = None
    paper: PaperRef = NO_PAPER


def opening_named(name: str) -> Opening | None:
    return next((each for each in OPENINGS if each.name == name), None)


def opening_events(
    opening: Opening, on: date | None, paper: PaperRef, elsewhere: Elsewhere
) -> Iterator[EventFacts]:
    """Return what opened an episode, as far as its days are written."""
    if on is not None:
        yield EventFacts(opening.event, on, paper=dated(paper, on), reason=opening.reason)
    if opening.is_post_rehab and elsewhere.begins is not None:
        begins = elsewhere.begins
        paper = dated(elsewhere.paper, begins)
        yield EventFacts(EventKind.DECIDED_ELSEWHERE, begins, elsewhere.ends, paper=paper)


def dated(paper: PaperRef, on: date) -> PaperRef:
    """Let a numbered paper without a day bear the day of its event."""
    return paper if paper.on or not paper.number else replace(paper, on=on)
