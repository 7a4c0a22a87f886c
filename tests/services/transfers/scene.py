"""Two offices and a person who moves from one to the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.codes import (
    ContactKind,
    EventKind,
    NameKind,
    RehabForm,
    ResidenceKind,
)
from rehabdesk.domain.course.events import PaperRef
from rehabdesk.domain.daily_codes import (
    AttentionLevel,
    ContactWay,
    Employment,
    QuickRating,
)
from rehabdesk.domain.records.office import OfficeProfile
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.course.acts import EventFacts, RecordEvent, record_event
from rehabdesk.services.noting.recording import RecordContact, record_contact
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.people.person_facts import ContactFacts, NameFacts, ResidenceFacts
from rehabdesk.services.transfers.content import Notice, OfficeNamed
from rehabdesk.services.transfers.gathering import Wishes
from rehabdesk.services.transfers.sending import SendFile, SentFile, send_file
from tests.builders import a_person, a_volunteer, an_episode
from tests.folders import CHEAP
from tests.services.papers import an_order, numbered, submitted

SECRET = "Bèo dạt ao làng"
MOVED_ON = date(2026, 11, 22)
NOTICE = Notice(MOVED_ON, "31/CAX", date(2026, 11, 21), "Công an xã Yên Thịnh")
THERE = OfficeNamed("UBND phường Hải Thượng", "09902", "tỉnh Hòa Sơn")
SCAN = b"%PDF-1.4 giay bao"
EVERYTHING: dict[str, Any] = {
    "ethnicity": "Kinh",
    "religion": "Không",
    "education": "9/12",
    "workplace": "Xưởng mộc Bến",
    "note": "Hai dòng\nghi chú",
    "other_names": (NameFacts(NameKind.ALIAS, "Thắng Còi"),),
    "residences": (
        ResidenceFacts(
            ResidenceKind.PERMANENT,
            "Thôn Hạ, xã Yên Thịnh",
            date(2001, 2, 3),
            None,
            "09901",
            None,
        ),
        ResidenceFacts(ResidenceKind.CURRENT, "Thôn Đồng Bến, xã Yên Thịnh", date(2024, 5, 6)),
    ),
    "contacts": (ContactFacts(ContactKind.PHONE, "0900 000 417", "gọi buổi tối"),),
    "employment": Employment.CASUAL,
    "criminal_record": "Một tiền sự năm 2019",
    "drugs": "Heroin",
    "attention": AttentionLevel.MEDIUM,
    "attention_reason": "Hay vắng nhà",
    "attention_review_on": date(2027, 1, 15),
    "consent_on": date(2026, 11, 16),
}


@dataclass
class Two:
    """The office a person leaves and the one she comes to."""

    here: Office
    there: Office
    person_id: int


def two_offices(here: Office, there: Office) -> Two:
    """Furnish both; the person has a decided term, a helper, an event with a scan, a meeting."""
    with there.sessions.begin() as session:
        profile = session.scalars(select(OfficeProfile)).one()
        profile.commune_code, profile.commune_name = "09902", "Hải Thượng"
    facts = an_episode(rehab_form=RehabForm.HOME, completes_on=date(2026, 11, 15))
    order = TakeIn(a_person(**EVERYTHING), facts)
    person_id = here.do(partial(take_in, order=order)).result.person_id
    numbered(here, submitted(here, an_order(here, person_id, a_volunteer(here))))
    return Two(here, there, person_id)


def lived(two: Two) -> Two:
    """Let something have happened that needs the newest records."""
    [episode] = episode_ids(two)
    absent = EventFacts(
        EventKind.ABSENCE_UNREPORTED,
        date(2026, 11, 17),
        date(2026, 11, 18),
        paper=PaperRef("05/BB", date(2026, 11, 19), "Công an xã Yên Thịnh"),
        note="Đi làm xa",
        file=("bien ban.pdf", SCAN),
    )
    two.here.do(partial(record_event, order=RecordEvent(episode, absent)))
    note = NoteFacts(
        date(2026, 11, 20),
        ContactWay.AT_HOME,
        MetBy("Ngô Thị Nhàn"),
        "Đã về nhà",
        QuickRating.GOOD,
        25,
        "mang giấy khám",
        date(2026, 12, 1),
        has_pledge=True,
    )
    two.here.do(partial(record_contact, order=RecordContact((two.person_id,), note)))
    return two


def episode_ids(two: Two) -> list[int]:
    file = two.here.look(partial(read_file, person_id=two.person_id))
    return [each.id for each in file.episodes]


def sending(two: Two, path: Path, **changes: Any) -> SendFile:
    order = SendFile(
        two.person_id,
        Wishes(),
        THERE,
        NOTICE,
        "Chuyển nơi cư trú",
        SECRET,
        path,
        moves_out=True,
        cost=CHEAP,
    )
    return replace(order, **changes)


def sent(two: Two, path: Path, **changes: Any) -> SentFile:
    return two.here.do(partial(send_file, order=sending(two, path, **changes))).result
