"""Which tables each role may write, as the server is told it."""

from __future__ import annotations

from collections.abc import Mapping

import rehabdesk.domain.records.reporting
import rehabdesk.domain.records.teamwork
import rehabdesk.domain.records.together  # noqa: F401 -- mapped by being read
from rehabdesk.domain.codes import Role
from rehabdesk.domain.records import Entity

SEARCH = "person_search"  # made by a migration, and no record's
_EVERYTHING = frozenset({*Entity.metadata.tables, SEARCH})
WRITES_OF: Mapping[Role, frozenset[str]] = dict.fromkeys(Role, _EVERYTHING)
