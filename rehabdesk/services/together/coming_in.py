"""What is done once when somebody signs in to an office shared with others."""

from __future__ import annotations

from rehabdesk.persistence.server.receipts import drop_old_receipts
from rehabdesk.services.office import Work
from rehabdesk.services.together.presence import forget_gone


def tidy_up(work: Work) -> None:
    """Forget receipts nobody asks for any more, and files nobody has open any more."""
    drop_old_receipts(work.session, work.now)
    forget_gone(work)
