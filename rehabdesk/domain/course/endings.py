"""How an episode may be closed: each reason of the law, with the event that records it."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Coded, EpisodeKind, EventKind
from rehabdesk.domain.course.events import ADDICTED, BY_HIMSELF, THREE_STAGES, VIOLATION


class EndReason(Coded):
    SERVED = "served", "Đã chấp hành xong"
    ADDICTED = "addicted", "Được xác định là nghiện ma túy"
    PRISON = "prison", "Chấp hành án phạt tù"
    COMPULSORY_EDUCATION = "compulsory_education", "Vào cơ sở giáo dục bắt buộc, trường giáo dưỡng"
    DETAINED = "detained", "Tạm giữ, tạm giam lâu hơn thời hạn còn lại"
    MOVED = "moved", "Chuyển đến cư trú ở địa phương khác"
    DIED = "died", "Chết"
    MISSING = "missing", "Tòa án tuyên bố mất tích"
    COMPLETED = "completed", "Hoàn thành cai nghiện, điều trị"
    THREE_STAGES = "three_stages", "Đã xong 03 giai đoạn, tiếp tục tại gia đình, cộng đồng"
    LEFT = "left", "Tự ý chấm dứt, không thực hiện"
    VIOLATION = "violation", "Bị chấm dứt do vi phạm"
    COURT_APPLIED = "court_applied", "Tòa án quyết định đưa đi cai nghiện bắt buộc"
    COURT_REFUSED = "court_refused", "Tòa án quyết định không áp dụng"


@dataclass(frozen=True, slots=True)
class Ending:
    """A way an episode closes; `is_for_now` where the rest of the term runs on later."""

    reason: EndReason
    event: EventKind
    event_reason: str = ""
    is_for_now: bool = False


_GONE = (
    Ending(EndReason.MOVED, EventKind.MOVED_OUT),
    Ending(EndReason.DIED, EventKind.DIED),
    Ending(EndReason.MISSING, EventKind.DECLARED_MISSING),
)
_TAKEN_AWAY = (
    Ending(EndReason.PRISON, EventKind.PRISON, is_for_now=True),
    Ending(EndReason.COMPULSORY_EDUCATION, EventKind.COMPULSORY_EDUCATION),
)
_REHAB = (
    Ending(EndReason.COMPLETED, EventKind.COMPLETED),
    Ending(EndReason.LEFT, EventKind.REHAB_STOPPED, BY_HIMSELF),
)

# L120 Đ48.4 for post-rehabilitation, Đ48.3 for addicts, Đ24.5 and N163 Đ63 for users.
_ENDINGS: dict[EpisodeKind, tuple[Ending, ...]] = {
    EpisodeKind.POST_REHAB: (
        Ending(EndReason.SERVED, EventKind.CERTIFIED),
        *_TAKEN_AWAY,
        Ending(EndReason.ADDICTED, EventKind.REMOVED, ADDICTED),
        *_GONE,
    ),
    EpisodeKind.REHAB_HOME: (*_REHAB, *_TAKEN_AWAY, *_GONE),
    EpisodeKind.REHAB_PRIVATE: (
        *_REHAB,
        Ending(EndReason.THREE_STAGES, EventKind.REHAB_STOPPED, THREE_STAGES),
        *_TAKEN_AWAY,
        *_GONE,
    ),
    EpisodeKind.REHAB_PUBLIC: (*_REHAB, *_TAKEN_AWAY, *_GONE),
    EpisodeKind.SUBSTITUTION: (
        *_REHAB,
        Ending(EndReason.VIOLATION, EventKind.REHAB_STOPPED, VIOLATION),
        *_TAKEN_AWAY,
        *_GONE,
    ),
    EpisodeKind.REHAB_COMPULSORY: (_REHAB[0], *_TAKEN_AWAY, *_GONE[1:]),
    EpisodeKind.DOSSIER: (
        Ending(EndReason.COURT_APPLIED, EventKind.COURT_APPLIED),
        Ending(EndReason.COURT_REFUSED, EventKind.COURT_REFUSED),
        *_GONE[1:],
    ),
    EpisodeKind.USER_MANAGED: (
        Ending(EndReason.SERVED, EventKind.USER_ENDED),
        Ending(EndReason.ADDICTED, EventKind.USER_STOPPED, ADDICTED),
        Ending(EndReason.COMPULSORY_EDUCATION, EventKind.USER_STOPPED, "compulsory_education"),
        Ending(EndReason.PRISON, EventKind.USER_STOPPED, "prison"),
        Ending(EndReason.DETAINED, EventKind.USER_STOPPED, "detained"),
        *_GONE,
    ),
}


def endings_of(kind: EpisodeKind) -> tuple[Ending, ...]:
    """Return the reasons this kind of episode may be closed for, in the order of the law."""
    return _ENDINGS[kind]


def ending(kind: EpisodeKind, reason: EndReason) -> Ending | None:
    return next((each for each in _ENDINGS[kind] if each.reason is reason), None)
