"""Offices and organisations a paper may be sent to or name, offered where one is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.tasks import RememberedValue
from rehabdesk.domain.records.volunteer import Organisation
from rehabdesk.services.office import Work
from rehabdesk.services.offices import ProfileFacts, profile_on

SENDER = "notice_sender"
FIELDS = frozenset({"addressee", "giver_office", "registrar_office", "registering_office", SENDER})


def bodies_for(work: Work, fields: frozenset[str], day: date) -> Mapping[str, tuple[str, ...]]:
    """Return the names offered for each field that names a body: the recent ones first."""
    wanted = fields & FIELDS
    if not wanted:
        return {}
    usual = _usual(profile_on(work, day)) + _organisations(work)
    facilities = _facilities(work) if SENDER in wanted else []
    recent = _recent(work)
    return {
        name: tuple(dict.fromkeys([*recent, *(facilities if name == SENDER else []), *usual]))
        for name in wanted
    }


def _usual(profile: ProfileFacts) -> list[str]:
    commune, kind = profile.commune_full_name, profile.commune_kind.label
    found = [
        profile.superior_name,
        f"Ủy ban nhân dân {commune}",
        profile.police_name,
        f"Công an {profile.province_name}",
        f"Trạm Y tế {kind} {profile.commune_name}",
        f"Ủy ban Mặt trận Tổ quốc Việt Nam {commune}",
    ]
    return [name for name in found if name]


def _organisations(work: Work) -> list[str]:
    return list(
        work.session.scalars(
            select(Organisation.name).filter_by(is_active=True).order_by(Organisation.name)
        )
    )


def _facilities(work: Work) -> list[str]:
    """Return where the persons in the files were rehabilitated: from there notices come."""
    known = select(Episode.rehab_facility).where(Episode.rehab_facility != "").distinct()
    return sorted(work.session.scalars(known))


def _recent(work: Work) -> list[str]:
    """Return the bodies this user named last, on whichever form, one a line."""
    said = work.session.scalars(
        select(RememberedValue.value)
        .where(
            RememberedValue.user_id == work.actor.user_id, RememberedValue.field.in_(sorted(FIELDS))
        )
        .order_by(RememberedValue.id.desc())
    )
    return [line.strip() for value in said for line in value.split("\n") if line.strip()]
