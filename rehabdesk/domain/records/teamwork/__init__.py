"""Records of the volunteer team and its work.

They are mapped when first needed, not with the others: the list must stand before that.
Nothing mapped elsewhere refers to them.
"""

from __future__ import annotations

from rehabdesk.domain.records.teamwork import activities, bodies, helping, models

__all__ = ["activities", "bodies", "helping", "models"]
