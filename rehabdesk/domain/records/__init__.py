"""The mapped entities. Importing this package names all to the mapper that the lists need.

The records of the volunteer team are mapped when first needed (`teamwork`).
"""

from __future__ import annotations

from sqlalchemy.orm import configure_mappers

from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.case_event import CaseEvent, Standing
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.daily.importing import ImportBatch, ImportMapping, ImportRow
from rehabdesk.domain.records.daily.lists import ListLayout, SavedFilter
from rehabdesk.domain.records.daily.merging import BinItem, PersonDistinct, PersonMerge
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.records.decision import Decision, DecisionAssignee, DecisionPerson
from rehabdesk.domain.records.decision_life import DecisionLink, Delivery, NumberCorrection
from rehabdesk.domain.records.ledger import AuditEntry, FormDraft, StoredFile
from rehabdesk.domain.records.office import (
    DocumentBook,
    Hamlet,
    NumberGap,
    OfficeProfile,
    OfficeSetting,
    Signer,
    User,
)
from rehabdesk.domain.records.office_law import (
    CalendarDay,
    DeadlineRule,
    LegalPack,
    WordingOverride,
)
from rehabdesk.domain.records.person import (
    ContactPoint,
    IdentityPaper,
    Person,
    PersonName,
    Relative,
    Residence,
)
from rehabdesk.domain.records.tasks import ClerkHandover, Flag, RememberedValue, TaskNote
from rehabdesk.domain.records.volunteer import Organisation, Volunteer

configure_mappers()  # now, behind the first page, not while the first list is waited for

__all__ = [
    "Assignment",
    "AuditEntry",
    "BinItem",
    "CalendarDay",
    "CaseEvent",
    "CaseFile",
    "ClerkHandover",
    "Contact",
    "ContactPerson",
    "ContactPoint",
    "DeadlineRule",
    "Decision",
    "DecisionAssignee",
    "DecisionLink",
    "DecisionPerson",
    "Delivery",
    "DocumentBook",
    "Entity",
    "Episode",
    "Flag",
    "FormDraft",
    "Hamlet",
    "IdentityPaper",
    "ImportBatch",
    "ImportMapping",
    "ImportRow",
    "LegalPack",
    "ListLayout",
    "NumberCorrection",
    "NumberGap",
    "OfficeProfile",
    "OfficeSetting",
    "Organisation",
    "Person",
    "PersonDistinct",
    "PersonMerge",
    "PersonName",
    "Relative",
    "RememberedValue",
    "Residence",
    "SavedFilter",
    "Signer",
    "Standing",
    "StoredFile",
    "TaskNote",
    "Transfer",
    "User",
    "Volunteer",
    "WordingOverride",
]
