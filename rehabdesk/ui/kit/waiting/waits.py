"""What waits for the server: acts that were sent, and what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from os import urandom

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from rehabdesk.domain.refusals import MayPass, NeedsConfirmation, OutOfReach, OutsideFault
from rehabdesk.services.office import Done, Office
from rehabdesk.ui.kit.waiting.absence import Absence
from rehabdesk.ui.kit.waiting.errand import Act, Errand, form_of, is_same
from rehabdesk.ui.kit.waiting.line import WaitingPlace, place_for


class NotSent(OutsideFault):
    def __init__(self) -> None:
        super().__init__(
            "Chưa ghi gì vì đang mất nối tới máy chủ. Chữ còn nguyên trên màn hình; "
            "khi nối lại thì làm lại việc này."
        )


class NotKnown(OutsideFault):
    """It was sent, and nobody has said that it came."""

    def __init__(self) -> None:
        super().__init__(
            "Chưa rõ lần lưu này đã tới máy chủ chưa. Chữ còn nguyên trên màn hình; "
            "khi nối lại, phần mềm tự xem rồi báo ở cuối màn hình."
        )


class EarlierArrived(NeedsConfirmation):
    """What was given back has been carried out after all, and now something else is sent."""

    def __init__(self, at: datetime) -> None:
        super().__init__(
            f"Lần lưu lúc {at:%H:%M} đã tới máy chủ và đã ghi rồi. Chữ trên màn hình nay đã khác; "
            "lưu nữa là ghi thêm một lần."
        )


@dataclass(slots=True, eq=False)
class _GivenBack:
    """An act its form got back before anybody knew what became of it."""

    errand: Errand
    at: datetime
    is_asked: bool = False
    has_arrived: bool = False


class Waits(QObject):
    """Nothing waits longer than the server is away; every act is carried out once."""

    go = Signal(object)  # an Errand, to be handed in now
    given_back = Signal(object, object)  # an Errand, and why nothing comes of it
    told = Signal(str)
    changed = Signal(frozenset)

    def __init__(self, scouts: Executor | None = None) -> None:
        super().__init__()
        self.absence = Absence(scouts)
        self.absence.back.connect(self._go_on)
        self._office: Office | None = None
        self._is_open = False
        self._acts: dict[Errand, WaitingPlace | None] = {}
        self._resting: list[Errand] = []  # of the acts those that are not on their way just now
        self._leaving: set[Errand] = set()  # wanted back, and on their way
        self._questions: list[Errand] = []
        self._given: list[_GivenBack] = []

    @property
    def is_away(self) -> bool:
        return self._is_open and self.absence.is_away

    @property
    def count(self) -> int:
        """How many acts wait."""
        return len(self._acts)

    def open(self, office: Office | None) -> None:
        """Go on for the same user; what another one has left is his no more."""
        self._is_open = office is not None
        self.absence.open(office)
        if office is None:
            return
        if self._office is not None and self._office.actor.user_id == office.actor.user_id:
            office.take_over(self._office)
        else:
            self._forget()
        self._office = office
        if self._acts or self._questions:
            self.absence.try_now()

    # Handing in

    def key_for(self, owner: QWidget, act: Act, confirmed: frozenset[str]) -> str:
        """Return the key an act is sent under; one given back may have arrived meanwhile."""
        form = form_of(owner)
        given = next((each for each in self._given if each.errand.form is form), None)
        if given is None:
            return urandom(16).hex()
        if is_same(given.errand.act, act):
            self._given.remove(given)
            return given.errand.key
        if given.has_arrived:
            doubt = EarlierArrived(given.at)
            if doubt.key not in confirmed:
                raise doubt
            self._given.remove(given)
        return urandom(16).hex()

    def is_held(self, owner: QWidget) -> bool:
        """Say whether a whole window waits: its keys still work and must do nothing."""
        return any(
            place is not None and place.host is each.form is form_of(owner)
            for each, place in self._acts.items()
        )

    def must_wait(self, errand: Errand) -> bool:
        """Say whether it is not worth trying now, or what was sent before must be known first."""
        return self.is_away or (errand.is_act and self._is_unknown(errand.form))

    def hold(self, errand: Errand) -> None:
        """Keep what somebody wants now until it can be handed in."""
        if errand.is_act:
            self._hold_act(errand)
        else:
            asked = (errand.owner, errand.name)
            rest = [each for each in self._questions if (each.owner, each.name) != asked]
            self._questions = [*(rest if errand.name else self._questions), errand]
        if self.is_away:
            self.absence.try_now()

    def take(self, errand: Errand, trouble: MayPass) -> bool:
        """Keep what got no answer; say whether it waits now."""
        is_gone = isinstance(trouble, OutOfReach)
        if self._office is None:
            return False
        if is_gone:
            self.absence.note()
        if errand.job is None or not (is_gone or errand in self._acts):
            return False
        self.absence.wait()
        if errand.is_act:
            self._hold_act(errand)
        else:
            self._questions.append(errand)
        return True

    def end(self, errand: Errand) -> None:
        """There is an answer."""
        if errand in self._acts:
            self._drop(errand)
            self.absence.settle()

    # Going on

    def _hold_act(self, errand: Errand) -> None:
        if errand not in self._acts:
            self._acts[errand] = self._place(errand.form)
        self._resting.append(errand)
        if errand in self._leaving:
            self._put_off(errand)

    def _go_on(self) -> None:
        for given in self._given:
            if not given.has_arrived and not given.is_asked:
                given.is_asked = True
                self.go.emit(self._question_of(given))
        self._send_resting()
        questions, self._questions = self._questions, []
        for errand in questions:
            if errand.is_due or isValid(errand.owner):
                self.go.emit(errand)

    def _send_resting(self) -> None:
        ready = [each for each in self._resting if not self._is_unknown(each.form)]
        self._resting = [each for each in self._resting if each not in ready]
        for errand in ready:
            self.go.emit(errand)

    def _is_unknown(self, form: QWidget) -> bool:
        return any(each.errand.form is form and not each.has_arrived for each in self._given)

    # Giving back

    def _put_off_all(self, place: WaitingPlace) -> None:
        for errand in [each for each, where in self._acts.items() if where is place]:
            self._put_off(errand)

    def _put_off(self, errand: Errand) -> None:
        if errand not in self._resting:
            self._leaving.add(errand)
            return
        self._drop(errand)
        office = self._office
        if office is not None and office.may_have_arrived(errand.key):
            self._given.append(_GivenBack(errand, office.clock()))
            self.given_back.emit(errand, NotKnown())
        else:
            self.given_back.emit(errand, NotSent())

    def _question_of(self, given: _GivenBack) -> Errand:
        key = given.errand.key
        return Errand(
            given.errand.owner,
            partial(self._settle, given),
            job=lambda office: office.arrived(key),
            is_due=True,
        )

    def _settle(self, given: _GivenBack, done: Done[object] | None) -> None:
        """Say what became of an act given back; what was sent after it waits for that."""
        if given not in self._given:
            return  # it was sent again meanwhile, under the same key
        form = given.errand.form
        is_here = isValid(form)
        if done is None:
            self._given.remove(given)
            again = "Chữ còn trên màn hình; bấm lưu lại." if is_here else "Làm lại việc ấy."
            self.told.emit(f"Đã nối lại. Lần lưu lúc {given.at:%H:%M} chưa được ghi. {again}")
            self._send_resting()
            return
        given.has_arrived = True
        self.changed.emit(done.touched)
        self.told.emit(f"Đã nối lại. Lần lưu lúc {given.at:%H:%M} đã tới máy chủ và đã ghi rồi.")
        for errand in [each for each in self._resting if each.form is form]:
            self._drop(errand)
            self.given_back.emit(errand, EarlierArrived(given.at))
        if not is_here:
            self._given.remove(given)

    # Places

    def _place(self, form: QWidget) -> WaitingPlace | None:
        found = place_for(form) if isValid(form) else None
        if found is None:
            return None
        host, put = found
        place = next((each for each in self._places() if each.host is host), None)
        if place is None:
            place = WaitingPlace(host, put)
            place.put_off.connect(partial(self._put_off_all, place))
        place.hold(form)
        return place

    def _places(self) -> Sequence[WaitingPlace]:
        return [each for each in self._acts.values() if each is not None and isValid(each)]

    def _drop(self, errand: Errand) -> None:
        place = self._acts.pop(errand, None)
        self._leaving.discard(errand)
        self._resting = [each for each in self._resting if each is not errand]
        if place is not None and isValid(place) and place not in self._acts.values():
            place.clear()

    def _forget(self) -> None:
        for errand in tuple(self._acts):
            self._drop(errand)
        self._questions.clear()
        self._given.clear()
