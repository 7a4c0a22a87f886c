"""The recovery sheet: drawn for the safe, and where the office says it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.records.office import OfficeSetting
from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.safekeeping.folder import OfficeFolder
from rehabdesk.services.safekeeping.keyholders import renew_recovery_code

SHEET_PLACE = "recovery_sheet"


class SheetPlaceRequired(Refusal):
    field = "place"

    def __init__(self) -> None:
        super().__init__("Ghi nơi cất phiếu, như két sắt văn thư.")


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where the last sheet lies, in the office's own words, and since when."""

    place: str
    noted_on: date


def draw_sheet(office: Office, code: RecoveryCode) -> bytes:
    """Draw the page with the code; nothing of it is written to the disk here."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.recovery_sheet import RecoverySheet, draw_recovery_sheet

    fonts.register(office.resources.fonts)
    name = office.look(_office_name)
    made_on = office.clock().date()
    return draw_recovery_sheet(RecoverySheet(name, code.groups, made_on, office.actor.name))


def renew_sheet(folder: OfficeFolder) -> RecoveryCode:
    """Make a new code; the sheet before it opens nothing any more, wherever it lies."""
    code = renew_recovery_code(folder)
    folder.opened.office.do(forget_sheet_place)
    return code


def recover_by_sheet(
    folder: OfficeFolder, user_id: int, typed: str, password: str
) -> tuple[Office, RecoveryCode]:
    """Let a user in by the sheet, which is used up by it."""
    office, code = folder.sign_in_with_recovery(user_id, typed, password)
    office.do(forget_sheet_place)
    return office, code


def note_sheet_place(work: Work, place: str) -> None:
    """Keep where the sheet was put. Whoever made it new may say so, whatever his rights."""
    if not clean(place):
        raise SheetPlaceRequired
    setting = work.session.scalars(select(OfficeSetting).filter_by(key=SHEET_PLACE)).first()
    if setting is None:
        setting = OfficeSetting(SHEET_PLACE, {})
        work.session.add(setting)
    setting.value = {"place": clean(place), "on": work.today.isoformat()}
    work.record("recovery_sheet.kept", setting, place=clean(place))


def forget_sheet_place(work: Work) -> None:
    """Say no longer where the sheet lies: a new code has made it useless."""
    setting = work.session.scalars(select(OfficeSetting).filter_by(key=SHEET_PLACE)).first()
    if setting is not None:
        setting.value = {}
        work.record("recovery_sheet.voided", setting)


def sheet_place(work: Work) -> SheetPlace | None:
    value = work.session.scalar(select(OfficeSetting.value).filter_by(key=SHEET_PLACE))
    if not value or "place" not in value:
        return None
    return SheetPlace(value["place"], date.fromisoformat(value["on"]))


def _office_name(work: Work) -> str:
    return profile_on(work, work.today).committee_name
