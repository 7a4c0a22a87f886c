"""Plans and the targets (chỉ tiêu) they set, spread over hamlets and teams."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.records.base import Versioned
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.records.worded import WordedEntity
from rehabdesk.domain.reports.codes import TargetRule


class Plan(Versioned, WordedEntity):
    """The paper that sets targets: whose it is, its number and day, the years it is for."""

    __tablename__ = "plan"

    name: Mapped[str]  # "Kế hoạch phòng, chống ma túy năm 2026"
    short_name: Mapped[str]  # "KH 41"
    number: Mapped[str]  # "41/KH-UBND"
    on: Mapped[date | None]
    issuer: Mapped[str]  # "UBND tỉnh"
    from_year: Mapped[int]
    until_year: Mapped[int]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    note: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    file: Mapped[StoredFile | None] = relationship()
    targets: Mapped[list[PlanTarget]] = relationship(back_populates="plan")


class PlanTarget(Versioned, WordedEntity):
    """What is to be reached by when; a part of another where it has been spread.

    The value is `amount` divided by ten to the power of `decimals`.
    """

    __tablename__ = "plan_target"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("plan_target.id"), index=True)
    place: Mapped[int]  # in the list
    name: Mapped[str]  # "Buổi tuyên truyền"
    code: Mapped[str]  # the indicator it is measured by; empty when what is reached is typed
    base_code: Mapped[str]  # the indicator a share is taken of
    unit: Mapped[str]
    rule: Mapped[TargetRule]
    amount: Mapped[int] = mapped_column(BigInteger)
    decimals: Mapped[int]
    is_per_cent: Mapped[bool]
    from_on: Mapped[date]
    until_on: Mapped[date]  # its deadline
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_team.id"))
    unit_name: Mapped[str]  # another part: a school, an association, a commune
    reached: Mapped[dict[str, Any]]  # what is typed where nothing measures it: day -> amount
    note: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    plan: Mapped[Plan] = relationship(back_populates="targets")
    hamlet: Mapped[Hamlet | None] = relationship()
    team: Mapped[VolunteerTeam | None] = relationship()
    parts: Mapped[list[PlanTarget]] = relationship(
        back_populates="parent", cascade="all, delete-orphan", order_by="PlanTarget.place"
    )
    parent: Mapped[PlanTarget | None] = relationship(
        back_populates="parts", remote_side="PlanTarget.id"
    )
