"""Records of reports, targets, and of what other offices sent; mapped when first needed."""

from __future__ import annotations

from rehabdesk.domain.records.reporting import received, reports, targets

__all__ = ["received", "reports", "targets"]
