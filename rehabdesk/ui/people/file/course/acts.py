"""What a clerk can do about a course, from menu, key or button; each can be undone below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import EventKind
from rehabdesk.domain.course.standing import closing_events
from rehabdesk.services.course.acts import (
    NO_PROPOSAL,
    CorrectEvent,
    EventFacts,
    Proposed,
    bring_back_event,
    correct_event,
    undo_event,
)
from rehabdesk.services.course.papers import open_event_paper
from rehabdesk.services.course.view import CourseView, EpisodeView, EventRow, Offer, event_version
from rehabdesk.services.people.episodes import Begun, drop_episode
from rehabdesk.ui.decisions.menu import Line
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.people.file.course.ending import CloseDialog, ReopenDialog
from rehabdesk.ui.people.file.course.event_dialog import EventDialog, EventPlan
from rehabdesk.ui.people.file.course.opening import OpenEpisodeDialog
from rehabdesk.ui.settling.sending import settled

UNDO = "Hoàn tác"


class CourseActs(QObject):
    """Opens the dialogs over the page, says at the bottom what was done, and undoes it."""

    def __init__(
        self, desk: Desk, habits: QSettings, may_keep: Callable[[], bool], page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._may_keep = may_keep
        self._page = page
        self._course: CourseView | None = None

    def show_course(self, course: CourseView) -> None:
        self._course = course

    @property
    def lines(self) -> list[Line]:
        """The acts as lines of a menu."""
        may, episode, ended = self._may_keep(), self._open_episode, self._ended_episode
        of_ended = f" “{ended.kind.label}”" if ended and ended is not self._current else ""
        return [
            ("Ghi sự việc…\tCtrl+N", self.record, may and self._current is not None),
            ("Sửa thời hạn…", self.change_term, may and bool(self._term_offers)),
            ("Kết thúc theo dõi…", self.close, may and episode is not None),
            (f"Mở lại{of_ended}…", self.reopen, may and ended is not None),
            ("Mở đợt mới…", self.begin, may and self._course is not None),
        ]

    def find_event(self, event_id: int | None) -> tuple[EpisodeView, EventRow] | None:
        episodes = self._course.episodes if self._course else ()
        found = (
            (episode, row) for episode in episodes for row in episode.events if row.id == event_id
        )
        return next(found, None)

    def record(self, kind: EventKind | None = None) -> None:
        """Record an event of the present episode, or of the open one such an event belongs to."""
        episode = self._episode_for(kind or None)
        if episode is not None and self._may_keep():
            self._open_event(EventPlan("Ghi sự việc", episode, episode.offers, kind or None))

    def change_term(self) -> None:
        """Record what adds to a term, stops it or counts into it, with its paper."""
        episode, offers = self._current, self._term_offers
        if episode is not None and offers:
            self._open_event(EventPlan("Sửa thời hạn", episode, offers))

    def edit(self, event_id: int) -> None:
        found = self.find_event(event_id)
        if found is not None and self._may_keep():
            episode, row = found
            plan = EventPlan("Sửa sự việc", episode, episode.offers, row=row)
            self._open_event(plan)

    def open_scan(self, event_id: int) -> None:
        """Show the paper attached to an event; the look is on record."""
        act = partial(open_event_paper, event_id=event_id)
        self._desk.do(self._page, act, self._show_scan)

    def _show_scan(self, scan: tuple[str, bytes]) -> None:
        PaperDialog(self._desk, self._habits, *scan, self._page).open()

    def take_back(self, event_id: int) -> None:
        """Let an event no longer count; the bottom line brings it back."""
        found = self.find_event(event_id)
        if found is not None and self._may_keep():
            row = found[1]
            words = f"Đã bỏ “{row.kind.label}” ngày {row.on:%d/%m/%Y}."
            self._undo_event(row.id, partial(self._say_taken_back, row.id, words))

    def close(self) -> None:
        episode, course = self._open_episode, self._course
        if episode is not None and course is not None:
            dialog = CloseDialog(self._desk, episode, course.today, self._page)
            dialog.closed.connect(partial(self._say_closed, dialog))
            dialog.open()

    def reopen(self) -> None:
        episode = self._ended_episode
        if episode is not None:
            kinds = closing_events(episode.kind)
            closing = next((row for row in episode.events if row.kind in kinds), None)
            dialog = ReopenDialog(self._desk, episode, self._page)
            dialog.reopened.connect(partial(self._say_reopened, episode, closing))
            dialog.open()

    def begin(self) -> None:
        if self._course is not None:
            still = self._open_episode
            words = still.kind.label if still else ""
            dialog = OpenEpisodeDialog(self._desk, self._course.person_id, words, self._page)
            dialog.opened.connect(partial(self._say_begun, dialog))
            dialog.open()

    def drop(self, episode_id: int) -> None:
        """Drop an episode opened by mistake; one in which something happened stays."""
        if self._may_keep():
            act = partial(drop_episode, begun=Begun(episode_id, ()))
            self._desk.do(self._page, act, self._say_dropped)

    @property
    def _current(self) -> EpisodeView | None:
        return self._course.current if self._course else None

    def _episode_for(self, kind: EventKind | None) -> EpisodeView | None:
        episodes = self._course.episodes if self._course else ()
        fitting = (
            each
            for each in reversed(episodes)
            if each.is_open and any(offer.kind is kind for offer in each.offers)
        )
        return self._current if kind is None else next(fitting, self._current)

    @property
    def _open_episode(self) -> EpisodeView | None:
        current = self._current
        return current if current and current.is_open else None

    @property
    def _ended_episode(self) -> EpisodeView | None:
        """Return the episode closed last."""
        ended = [each for each in self._course.episodes if each.ended_on] if self._course else []
        return ended[-1] if ended else None

    @property
    def _term_offers(self) -> tuple[Offer, ...]:
        episode = self._open_episode
        return tuple(each for each in episode.offers if each.moves_term) if episode else ()

    def _open_event(self, plan: EventPlan) -> None:
        dialog = EventDialog(self._desk, self._habits, plan, self._page)
        dialog.saved.connect(partial(self._say_saved, dialog, plan))
        dialog.open()

    def _say_saved(self, dialog: EventDialog, plan: EventPlan, event_id: int) -> None:
        label = dialog.offer.kind.label
        if plan.row is None:
            before = plan.episode.proposed
            undo = partial(self._undo_event, event_id, self._say_undone, before)
            self._desk.say(f"Đã ghi “{label}”.", UNDO, undo)
        else:
            self._desk.say(f"Đã sửa “{label}”.", UNDO, partial(self._correct_back, plan.row))

    def _say_closed(self, dialog: CloseDialog, event_id: int) -> None:
        undo = partial(self._undo_event, event_id, self._say_undone)
        words = "Đã dừng thời hạn" if dialog.offer.is_for_now else "Đã kết thúc theo dõi"
        self._desk.say(f"{words}: {dialog.offer.reason.label.lower()}.", UNDO, undo)

    def _say_reopened(self, episode: EpisodeView, closing: EventRow | None) -> None:
        words = f"Đã mở lại đợt “{episode.kind.label}”."
        if closing is None:
            self._desk.say(words)
        else:
            self._desk.say(words, UNDO, partial(self._bring_back, closing.id))

    def _say_begun(self, dialog: OpenEpisodeDialog, begun: Begun) -> None:
        words = f"Đã mở đợt “{dialog.opening.currentText()}”."
        self._desk.say(words, UNDO, partial(self._drop, begun))

    def _say_taken_back(self, event_id: int, words: str, _done: None) -> None:
        self._desk.say(words, UNDO, partial(self._bring_back, event_id))

    def _say_dropped(self, _done: None) -> None:
        self._desk.say("Đã bỏ đợt mở nhầm.")

    def _say_undone(self, _done: None) -> None:
        self._desk.say("Đã hoàn tác. Mọi ngày trở lại như trước.")

    def _undo_event(
        self, event_id: int, then: Callable[[None], None], before: Proposed = NO_PROPOSAL
    ) -> None:
        act = partial(undo_event, before=before)
        self._at_version(event_id, lambda version: self._do(act, event_id, version, then))

    def _bring_back(self, event_id: int) -> None:
        then = self._say_undone
        self._at_version(
            event_id, lambda version: self._do(bring_back_event, event_id, version, then)
        )

    def _do(
        self,
        act: Callable[..., None],
        event_id: int,
        version: int,
        then: Callable[[None], None],
    ) -> None:
        settled(self._desk, self._page, partial(act, event_id=event_id, version=version), then)

    def _correct_back(self, row: EventRow) -> None:
        told = (row.until_on, row.at, row.paper, row.reason, row.note)
        facts = EventFacts(row.kind, row.on, *told, kept_file=row.file_id)

        def correct(version: int) -> None:
            order = CorrectEvent(row.id, version, facts)
            settled(self._desk, self._page, partial(correct_event, order=order), self._say_undone)

        self._at_version(row.id, correct)

    def _drop(self, begun: Begun) -> None:
        self._desk.do(self._page, partial(drop_episode, begun=begun), self._say_undone)

    def _at_version(self, event_id: int, then: Callable[[int], None]) -> None:
        """Ask in which version an event stands, since it may have been written meanwhile."""
        look = partial(event_version, event_id=event_id)
        self._desk.look(self._page, look, then, "version")
