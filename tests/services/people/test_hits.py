from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind, Role
from rehabdesk.domain.course.events import PaperRef
from rehabdesk.services.course.acts import EventFacts, RecordEvent, record_event
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.hits import PersonHit, count_hits, find_best, find_hits
from rehabdesk.services.people.intake import EpisodeFacts, TakeIn, open_episode, take_in
from tests.builders import LAN, a_person, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted

SHOWN = 50
PAPER = PaperRef("12/QĐ-TA", date(2026, 11, 20))


def hits(office: Office, words: str) -> list[PersonHit]:
    return office.look(partial(find_hits, words=words, limit=SHOWN))


def test_a_hit_tells_what_the_list_tells(office: Office) -> None:
    person_id = taken_in(office, full_name="Trần Văn Thắng")
    taken_in(office, full_name="Trần Thị Ánh", hamlet_id=None, papers=(), birth=None)
    order = an_order(office, person_id, a_volunteer(office))
    numbered(office, submitted(office, order), "43")
    rows = {row.id: row for row in office.look(list_persons)}
    found = hits(office, "tran")
    assert [hit.full_name for hit in found] == ["Trần Thị Ánh", "Trần Văn Thắng"]
    assert found[1].state is CaseState.ABOUT_TO_COMPLETE
    for hit in found:
        row = rows[hit.id]
        assert (hit.case_code, hit.hamlet, hit.masked_number, hit.birth_year, hit.state) == (
            row.case_code,
            row.hamlet,
            row.masked_number,
            row.birth_year,
            row.state,
        )


def test_the_episode_that_goes_on_is_told_then_the_newest(office: Office) -> None:
    person_id = taken_in(office, full_name="Đỗ Thị Hòa")

    another = partial(open_episode, person_id=person_id, facts=EpisodeFacts(EpisodeKind.DOSSIER))
    later = office.do(another).result
    states = [hits(office, "hoa")[0].state]
    ended = EventFacts(EventKind.COURT_REFUSED, date(2026, 11, 23), paper=PAPER)
    office.do(partial(record_event, order=RecordEvent(later, ended)))
    states.append(hits(office, "hoa")[0].state)
    assert states == [CaseState.DOSSIER_MANAGEMENT, CaseState.PENDING_DECISION]
    assert states[1] is office.look(list_persons)[0].state


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("hòa", ["Đinh Hoà", "Đỗ Thị Hòa", "Mai Hoa", "Lê Hoàng An", "Bùi Văn Hoàng"]),
        ("Hoà", ["Đinh Hoà", "Đỗ Thị Hòa", "Mai Hoa", "Lê Hoàng An", "Bùi Văn Hoàng"]),
        ("hoa", ["Mai Hoa", "Đinh Hoà", "Đỗ Thị Hòa", "Lê Hoàng An", "Bùi Văn Hoàng"]),
        ("hoàng", ["Lê Hoàng An", "Bùi Văn Hoàng"]),
        ("hòa thị", ["Đỗ Thị Hòa"]),
    ],
)
def test_the_very_name_typed_comes_before_longer_ones(
    office: Office, typed: str, told: list[str]
) -> None:
    for name in ("Bùi Văn Hoàng", "Lê Hoàng An", "Đinh Hoà", "Mai Hoa", "Đỗ Thị Hòa"):
        taken_in(office, full_name=name, papers=())
    found = office.look(partial(find_best, words=typed, limit=8))
    assert [hit.full_name for hit in found][: len(told)] == told


def test_no_more_are_shown_than_asked_for_and_all_are_counted(office: Office) -> None:
    for name in ("Lê Văn An", "Lê Văn Bình", "Lê Văn Cường"):
        taken_in(office, full_name=name, papers=())
    shown = office.look(partial(find_hits, words="le", limit=2))
    assert [hit.full_name for hit in shown] == ["Lê Văn An", "Lê Văn Bình"]
    assert office.look(partial(count_hits, words="le")) == 3


@pytest.mark.parametrize("look", [partial(find_hits, limit=SHOWN), count_hits])
def test_nobody_is_found_or_counted_for_who_may_not_read_files(
    office: Office, look: partial[object]
) -> None:
    outsider = replace(office, actor=replace(LAN, role=Role.TEAM_LEADER))
    with pytest.raises(NotYourRight, match="Xem hồ sơ"):
        outsider.look(partial(look, words="le"))


@pytest.mark.parametrize("typed", ["hòa", "Hoà", "hoa"])
def test_the_very_name_is_found_among_more_than_are_looked_at(office: Office, typed: str) -> None:
    def many(work: Work) -> None:
        for _ in range(60):
            take_in(work, TakeIn(a_person(full_name="Lê Thị Hoàng", papers=())))

    office.do(many)
    meant = {"hoa": "Trần Thị Hoa"}.get(typed, "Trần Thị Hòa")
    taken_in(office, full_name=meant, papers=())
    best = office.look(partial(find_best, words=typed, limit=8))
    assert best[0].full_name == meant
    assert len({hit.id for hit in best}) == len(best) == 8
