"""What others saved is told by tables; what one saved oneself, or only looked at, is none."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.people.one_file import open_file
from rehabdesk.services.together import news
from rehabdesk.services.together.news import News, every_table, listen
from tests.builders import a_volunteer, taken_in


@pytest.fixture
def mine(office: Office) -> Office:
    return replace(office, is_shared=True)


def since_then(office: Office, since: int) -> News:
    return office.look(partial(listen, since=since, own=office.own_lines))


def start(office: Office) -> int:
    return office.look(partial(listen, since=None)).upto


def test_at_first_there_is_no_news(mine: Office) -> None:
    taken_in(mine)
    first = mine.look(partial(listen, since=None))
    assert (first.tables, first.upto > 0) == (frozenset(), True)
    assert since_then(mine, first.upto) == first


def test_what_another_saved_is_news_once(mine: Office, office: Office) -> None:
    at = start(mine)
    a_volunteer(office)
    heard = since_then(mine, at)
    assert {"volunteer", "assignment"} <= heard.tables
    assert "decision_link" not in heard.tables
    assert since_then(mine, heard.upto).tables == frozenset()


def test_what_one_saved_oneself_is_no_news(mine: Office, office: Office) -> None:
    at = start(mine)
    mine.do(partial(add_hamlet, name="Thôn Bãi"))
    assert since_then(mine, at).tables == frozenset()
    office.do(partial(add_hamlet, name="Thôn Nổi"))
    assert "hamlet" in since_then(mine, at).tables


def test_a_new_file_moves_every_page(mine: Office, office: Office) -> None:
    at = start(mine)
    taken_in(office)
    assert since_then(mine, at).tables == every_table()


def test_who_only_looked_or_took_a_list_away_is_no_news(mine: Office, office: Office) -> None:
    person_id = taken_in(office)
    at = start(mine)
    office.do(partial(open_file, person_id=person_id))

    def take_away(work: Work) -> None:
        work.record("list.exported", None, count=1)

    office.do(take_away)
    heard = since_then(mine, at)
    assert (heard.upto, heard.tables) == (at + 2, frozenset())


def test_what_moves_with_time_is_news(mine: Office, office: Office) -> None:
    at = start(mine)
    office.do(lambda work: work.record("standings.refreshed", None))
    assert "standing" in since_then(mine, at).tables


def test_after_very_much_everything_is_read_anew(
    mine: Office, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "MANY", 2)
    at = start(mine)
    for name in ("Thôn Một", "Thôn Hai", "Thôn Ba"):
        office.do(partial(add_hamlet, name=name))
    assert since_then(mine, at).tables == every_table()
