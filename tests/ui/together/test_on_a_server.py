"""The same on a real server: cut wires, a server stopped in the middle, two clerks at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, func, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records import Hamlet
from rehabdesk.domain.records.together import ActReceipt, OpenFile
from rehabdesk.domain.refusals import OutOfReach
from rehabdesk.persistence.database import sessions
from rehabdesk.persistence.schema import upgrade
from rehabdesk.persistence.server.address import ServerAddress
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.together.news import listen
from rehabdesk.services.together.presence import (
    BELIEVED,
    here,
    note_closed,
    note_open,
    others_at,
    person_file,
)
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.waiting import absence
from tests.builders import LAN, NOW, RESOURCES, furnish
from tests.servers import ThrowawayServer, connect_to, missing_server, started
from tests.ui.together.forms import HamletDialog, waiting_lines
from tests.wires import Cut, a_wire

pytestmark = pytest.mark.skipif(bool(missing_server()), reason=missing_server() or "-")
_names = count(1)


@dataclass
class Scene:
    """A server of one's own with a furnished office and two users."""

    server: ThrowawayServer
    clerks: tuple[Actor, Actor]

    def office(self, clerk: int = 0, folder: Path | None = None) -> Office:
        address = self.server.address
        if folder is not None:
            address = ServerAddress(address.url.update_query_dict({"host": str(folder)}))
        return self._of(connect_to(address), self.clerks[clerk])

    @staticmethod
    def _of(engine: Engine, actor: Actor) -> Office:
        return Office(sessions(engine), RESOURCES, actor, lambda: NOW, is_shared=True)


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with (
        TemporaryDirectory(prefix="rehabdesk-") as place,
        started(ThrowawayServer(Path(place))) as server,
    ):
        engine = connect_to(server.address)
        upgrade(engine)
        office = Office(sessions(engine), RESOURCES, LAN, lambda: NOW)
        furnish(office)
        clerks = []
        for name in (LAN.name, "Trần Thị Bình"):
            user = office.do(partial(add_user, facts=UserFacts(name, "Công chức", Role.CLERK)))
            clerks.append(Actor(user.result.id, name, "Công chức", Role.ADMINISTRATOR))
        engine.dispose()
        yield Scene(server, (clerks[0], clerks[1]))


@pytest.fixture
def office(scene: Scene) -> Iterator[Office]:
    with closing_office(scene.office()) as office:
        yield office


@contextmanager
def closing_office(office: Office) -> Iterator[Office]:
    try:
        yield office
    finally:
        engine = office.sessions.kw["bind"]
        engine.dispose()


def a_name() -> str:
    return f"Thôn Số {next(_names)}"


def named(office: Office, name: str) -> int:
    rows = select(func.count(Hamlet.id)).filter_by(name=name)
    return office.look(lambda work: work.session.scalar(rows) or 0)


@pytest.mark.parametrize("cut", [Cut.BEFORE_THE_COMMIT, Cut.AFTER_THE_COMMIT])
def test_a_save_cut_off_around_its_commit_is_made_once(
    scene: Scene, office: Office, tmp_path: Path, cut: Cut
) -> None:
    name = key = a_name()
    server = scene.server
    with (
        a_wire(tmp_path / "w", server.folder, server.port) as wire,
        closing_office(scene.office(folder=wire.folder)) as far,
    ):
        far.look(lambda work: work.today)
        wire.cut = cut
        with pytest.raises(OutOfReach):
            far.do(partial(add_hamlet, name=name), key=key)
        assert far.may_have_arrived(key)
        assert named(office, name) == (cut is Cut.AFTER_THE_COMMIT)
        done = far.do(partial(add_hamlet, name=name), key=key)
        assert (named(office, name), "hamlet" in done.touched) == (1, True)
        assert wire.cuts == 1


def test_two_clerks_with_bad_wires_make_each_of_their_saves_once(
    scene: Scene, office: Office, tmp_path: Path
) -> None:
    names = [[a_name() for _ in range(6)] for _ in range(2)]

    def work_through(clerk: int) -> int:
        place = tmp_path / str(clerk)
        tries = 0
        with (
            a_wire(place, scene.server.folder, scene.server.port) as wire,
            closing_office(scene.office(clerk, wire.folder)) as far,
        ):
            cuts = (Cut.BEFORE_THE_COMMIT, Cut.AFTER_THE_COMMIT, Cut.NEVER)
            for place_in_line, name in enumerate(names[clerk]):
                wire.cut = cuts[place_in_line % 3]
                is_done = False
                while not is_done:
                    tries += 1
                    is_done = _is_sent(far, name, f"k{clerk}{place_in_line}")
        return tries

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(work_through, range(2))) == [10, 10]
    assert [named(office, each) for each in (*names[0], *names[1])] == [1] * 12
    receipts = select(func.count(ActReceipt.id)).where(ActReceipt.key.startswith("k"))
    assert (office.look(lambda work: work.session.scalar(receipts)) or 0) >= 12


def _is_sent(office: Office, name: str, key: str) -> bool:
    try:
        office.do(partial(add_hamlet, name=name), key=key)
    except OutOfReach:
        return False
    return True


@pytest.fixture
def lane() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=1) as lane:
        yield lane


def test_a_server_restarted_under_an_open_form_costs_nothing(
    qtbot: QtBot,
    dressed: Style,
    scene: Scene,
    office: Office,
    lane: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(absence, "PAUSES", (0.05,))
    name, turns, pages = a_name(), list[bool](), list[frozenset[str]]()
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    desk = Desk(office, lane)
    desk.away_turned.connect(turns.append)
    desk.changed.connect(pages.append)
    dialog = HamletDialog(desk, page)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.name.setText(name)
    scene.server.stop("immediate")
    try:
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(waiting_lines(dialog)))
        assert (dialog.name.value, dialog.name.isEnabled(), turns) == (name, False, [True])
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        qtbot.wait(200)  # some tries
        assert waiting_lines(dialog)
    finally:
        scene.server.start()
    qtbot.waitUntil(lambda: bool(dialog.made), timeout=20_000)
    assert (turns, len(dialog.made), desk.waiting) == ([True, False], 1, 0)
    assert named(office, name) == 1
    assert {"hamlet", "audit_entry"} <= pages[-1]


def test_two_users_see_which_file_the_other_has_open(scene: Scene) -> None:
    file = person_file(7)
    with closing_office(scene.office(0)) as first, closing_office(scene.office(1)) as second:
        second.keep(partial(note_open, subjects=[file], machine="VH-02"))
        seen = partial(others_at, subject=file)
        [other] = first.look(seen)
        assert (other.name, other.machine, other.since) == ("Trần Thị Bình", "VH-02", NOW)
        first.keep(partial(note_open, subjects=[file]))
        assert [each.machine for each in second.look(partial(seen, machine="VH-02"))] == [here()]
        first.keep(partial(note_closed, subjects=[file]))

        def grow_old(work: Work) -> None:
            """Let it be as long ago, by the clock of the server, as nobody is believed."""
            for kept in work.session.scalars(select(OpenFile)):
                kept.seen_at -= BELIEVED

        first.keep(grow_old)
        assert first.look(seen) == ()
        second.keep(partial(note_open, subjects=[file], machine="VH-02"))
        assert len(first.look(seen)) == 1
        second.keep(partial(note_closed, subjects=[file], machine="VH-02"))


def test_what_one_clerk_saves_is_news_to_the_other(scene: Scene) -> None:
    with closing_office(scene.office(0)) as first, closing_office(scene.office(1)) as second:
        since = first.look(partial(listen, since=None)).upto
        second.do(partial(add_hamlet, name=a_name()))
        heard = first.look(partial(listen, since=since, own=first.own_lines))
        assert "hamlet" in heard.tables
        own = second.look(partial(listen, since=since, own=second.own_lines))
        assert (own.tables, own.upto) == (frozenset(), heard.upto)
