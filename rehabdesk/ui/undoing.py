"""Acts on a line, or on several, taken back by Ctrl+Z and done once more by Ctrl+Y."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from rehabdesk.services.office import Work
from rehabdesk.services.rows.turning_back import Turned, remembering, turn_back
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled


@dataclass(frozen=True, slots=True)
class LineAct:
    """An act, the row it changes by table and id, and what is said once it is done."""

    act: Callable[[Work], Any] | Edit[Any, Any]
    table: str
    row_id: int
    told: str


def do_undoably(
    desk: Desk, owner: QWidget, page: QWidget, line: LineAct, then: Callable[[Any], None]
) -> None:
    """Carry out an act for its owner, and let the page, which stays, take it back."""

    def tell(turned: Turned[Any]) -> None:
        then(turned.result)
        _say_done(desk, page, line.told, turned)

    def whole(act: Callable[[Work], Any]) -> Callable[[Work], Any]:
        return partial(remembering, act=act, table=line.table, row_id=line.row_id)

    act = line.act.around(whole) if isinstance(line.act, Edit) else whole(line.act)
    settled(desk, owner, act, tell)


class TakingBack(Protocol):
    """An act that undoes what was made, or does it once more, and tells how to turn that again."""

    def __call__(self, work: Work, made: Made, *, is_again: bool = False) -> Made: ...


def offer_back(desk: Desk, page: QWidget, told: str, turn: TakingBack, made: Made) -> None:
    """Say what was made, and let it be taken back and made once more."""
    state = [made]  # what turns it as it stands now

    def undo() -> None:
        desk.do(page, partial(turn, made=state[0]), note)

    def note(back: Made) -> None:
        state[0] = back
        desk.say(f"Đã hoàn tác: {made.title}.")

    def again() -> None:
        then = partial(offer_back, desk, page, told, turn)
        desk.do(page, partial(turn, made=state[0], is_again=True), then)

    desk.say(told, UNDO, undo, again)


def _say_done(desk: Desk, page: QWidget, told: str, turned: Turned[Any]) -> None:
    state = [turned]  # what stands now, and what stood before it

    def undo() -> None:
        desk.do(page, partial(turn_back, turned=state[0]), _note)

    def _note(back: Turned[Any]) -> None:
        state[0] = back
        desk.say(f"Đã hoàn tác: {told[:1].lower()}{told[1:]}")

    def again() -> None:
        then = partial(_say_done, desk, page, told)
        desk.do(page, partial(turn_back, turned=state[0]), then)

    desk.say(told, UNDO, undo, again)
