"""The safety of the records: the folder, its keys, its backups."""

from __future__ import annotations

from rehabdesk.services.entrance.doorway import UserChoice
from rehabdesk.services.safekeeping.folder import OfficeExists, OfficeFolder, as_folder
from rehabdesk.services.safekeeping.founding import NewOffice

__all__ = ["NewOffice", "OfficeExists", "OfficeFolder", "UserChoice", "as_folder"]
