"""Papers begun and not finished that belong to no book: told of, and taken up again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu

from rehabdesk.services.decisions.printing import LooseDraft
from rehabdesk.ui.kit.messages import MessageFrame

MOST_TOLD = 3
MOST = 12
Open = Callable[[LooseDraft], None]


def label(draft: LooseDraft, today: date) -> str:
    when = f"{draft.saved_at:%H:%M}"
    if draft.saved_at.date() != today:
        when = f"{draft.saved_at:%d/%m %H:%M}"
    return " · ".join(part for part in (draft.title, draft.names, when) if part)


def tell_unfinished(
    message: MessageFrame, drafts: Sequence[LooseDraft], today: date, reopen: Open
) -> None:
    """Say at a fresh page what was left half-typed; a power cut may have been the reason."""
    if not drafts:
        return
    more = "" if len(drafts) <= MOST_TOLD else " Các bản cũ hơn ở nút ⋯."
    message.say("info", f"Có {len(drafts)} bản nháp soạn dở.{more}")
    for draft in drafts[:MOST_TOLD]:
        message.add_link(label(draft, today), partial(reopen, draft))


def add_unfinished(menu: QMenu, drafts: Sequence[LooseDraft], today: date, reopen: Open) -> None:
    """Put the drafts under a head of their own in the menu of the composer."""
    below = menu.addMenu("Bản nháp soạn dở")
    for draft in drafts[:MOST]:
        below.addAction(label(draft, today)).triggered.connect(partial(_reopen, reopen, draft))
    below.setEnabled(bool(drafts))


def _reopen(reopen: Open, draft: LooseDraft, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
    reopen(draft)
