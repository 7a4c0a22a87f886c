"""The mapped entities. Importing this package names them all to the mapper."""

from __future__ import annotations

from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision, DecisionAssignee, DecisionPerson
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
from rehabdesk.domain.records.person import (
    ContactPoint,
    IdentityPaper,
    Person,
    PersonName,
    Relative,
    Residence,
)
from rehabdesk.domain.records.volunteer import Organisation, Volunteer

__all__ = [
    "Assignment",
    "AuditEntry",
    "CaseFile",
    "ContactPoint",
    "Decision",
    "DecisionAssignee",
    "DecisionPerson",
    "DocumentBook",
    "Entity",
    "Episode",
    "FormDraft",
    "Hamlet",
    "IdentityPaper",
    "NumberGap",
    "OfficeProfile",
    "OfficeSetting",
    "Organisation",
    "Person",
    "PersonName",
    "Relative",
    "Residence",
    "Signer",
    "StoredFile",
    "User",
    "Volunteer",
]
