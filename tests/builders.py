"""Small builders: an office's names, a person, an episode, someone who helps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import (
    CommuneKind,
    EpisodeKind,
    IdentityKind,
    RehabForm,
    Relation,
    ResidenceKind,
    Role,
    Sex,
)
from rehabdesk.domain.dates import PartialDate
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.offices import (
    ProfileFacts,
    SignerFacts,
    add_book,
    add_hamlet,
    add_profile,
    add_signer,
)
from rehabdesk.services.people.intake import EpisodeFacts, TakeIn, take_in
from rehabdesk.services.people.person_facts import (
    PaperFacts,
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
)
from rehabdesk.services.volunteers import VolunteerFacts, add_volunteer
from tests.again import built_once

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
RESOURCES = Resources(ROOT / "resources", is_practice=True)
NOW = datetime(2026, 11, 23, 8, 42)
LAN = Actor(1, "Nguyễn Thị Hạnh", "Phòng Văn hóa - Xã hội", Role.ADMINISTRATOR)


class InlineLane(Executor):
    """Runs each errand at once, on the calling thread."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()
        with Told(future):
            future.set_result(fn(*args, **kwargs))
        return future


class Told:
    """Hands whatever goes wrong to the one who asks for the result, as a real lane does."""

    def __init__(self, future: Future[Any]) -> None:
        self._future = future

    def __enter__(self) -> None:
        return

    def __exit__(
        self, _kind: object, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if error is not None:
            self._future.set_exception(error)
        return True


def furnish(office: Office) -> None:
    office.do(partial(add_profile, facts=a_profile()))
    chair = SignerFacts("Lê Quang Vịnh", "CHỦ TỊCH", "", date(2022, 1, 1))
    deputy = SignerFacts("Phạm Hồng Kỳ", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH", date(2022, 1, 1))
    for facts in (chair, deputy):
        office.do(partial(add_signer, facts=facts))
    office.do(partial(add_book, name="Quyết định", symbol="QĐ-UBND"))
    for name in ("Thôn Thượng", "Thôn Hạ", "Thôn Đồng Bến"):
        office.do(partial(add_hamlet, name=name))


def a_profile(valid_from: date = date(2022, 1, 1)) -> ProfileFacts:
    return ProfileFacts(
        valid_from,
        "099",
        "tỉnh Hòa Sơn",
        "09901",
        CommuneKind.XA,
        "Yên Thịnh",
        "UBND TỈNH HÒA SƠN",
        ("ỦY BAN NHÂN DÂN", "XÃ YÊN THỊNH"),
        "Yên Thịnh",
        "Ủy ban nhân dân tỉnh Hòa Sơn",
    )


def a_person(**facts: Any) -> PersonFacts:
    """A complete person; any field can be given another value."""
    values: dict[str, Any] = {
        "full_name": "Trần Văn Thắng",
        "sex": Sex.MALE,
        "birth": PartialDate(1991, 8, 14),
        "hamlet_id": 3,
        "occupation": "Lao động tự do",
        "papers": (
            PaperFacts(
                IdentityKind.CITIZEN_CARD,
                "099091004217",
                date(2023, 5, 12),
                "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
            ),
        ),
        "residences": (
            ResidenceFacts(ResidenceKind.CURRENT, "Thôn Đồng Bến, xã Yên Thịnh, tỉnh Hòa Sơn"),
        ),
        "relatives": (
            RelativeFacts(
                "Nguyễn Thị Lụa", Relation.MOTHER, 1964, "Làm ruộng", is_representative=True
            ),
        ),
    }
    return PersonFacts(**(values | facts))


def an_episode(**facts: Any) -> EpisodeFacts:
    values: dict[str, Any] = {
        "kind": EpisodeKind.POST_REHAB,
        "rehab_form": RehabForm.COMPULSORY,
        "rehab_ordinal": 1,
        "rehab_facility": "Cơ sở cai nghiện số 1",
        "completes_on": date(2026, 11, 30),
        "proposal_number": "212",
        "proposal_on": date(2026, 10, 30),
    }
    return EpisodeFacts(**(values | facts))


@built_once(RESOURCES)
def taken_in(office: Office, /, **facts: Any) -> int:
    """Take a person in with an episode, and return the person's id."""
    order = TakeIn(a_person(**facts), an_episode())
    return office.do(partial(take_in, order=order)).result.person_id


@built_once(RESOURCES)
def a_volunteer(office: Office, /, **facts: Any) -> int:
    values: dict[str, Any] = {
        "full_name": "Ngô Thị Nhàn",
        "sex": Sex.FEMALE,
        "post": "Chi hội trưởng Chi hội Phụ nữ thôn Đồng Bến",
        "hamlet_id": 3,
        "serves_from": date(2022, 1, 1),
    }
    order = VolunteerFacts(**(values | facts))
    return office.do(partial(add_volunteer, facts=order)).result
