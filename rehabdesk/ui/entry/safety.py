"""How safe the records are, as a colour and a sentence."""

from __future__ import annotations

from datetime import datetime

from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.safekeeping import as_folder
from rehabdesk.services.safekeeping.backups import HERE, BackupLight, BackupState, backup_state

Light = tuple[str, str]
KINDS = {"ok": "ok", "warn": "warn", "danger": "bad"}  # of a message, by the colour of the light
_TINTS = {
    BackupLight.GOOD: "ok",
    BackupLight.HERE_ONLY: "warn",
    BackupLight.STALE: "danger",
    BackupLight.NONE: "danger",
}


def light_of(state: BackupState) -> Light:
    """Return the colour of the dot, and its words for the status bar."""
    tint = _TINTS[state.light]
    if state.newest is None or state.newest.made_at is None:
        return tint, "Chưa có bản sao lưu"
    when = f"Sao lưu {state.newest.made_at:%d/%m/%Y %H:%M} · đã mở thử được"
    elsewhere = [place for place in state.places if place != HERE]
    if state.light == BackupLight.HERE_ONLY:
        return tint, f"{when} · chỉ trên máy này"
    if state.light == BackupLight.STALE:
        return tint, f"{when} · đã quá 7 ngày"
    return tint, " · ".join([when, *elsewhere])


def light_at(home: OfficeHome) -> Light:
    """Return the light of an office wherever it lives; asked in the lane."""
    if not home.is_on_server:
        return light_of(backup_state(as_folder(home)))
    from rehabdesk.services.server.safety import safety_of  # noqa: PLC0415 -- only where a server is used

    found = safety_of(home)
    return found.tint, found.words


def day_words(moment: datetime, now: datetime) -> str:
    """Say "07:31 hôm nay", or the day."""
    if moment.date() == now.date():
        return f"{moment:%H:%M} hôm nay"
    return f"{moment:%H:%M} ngày {moment:%d/%m/%Y}"
