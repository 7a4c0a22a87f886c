"""From records to the words of a paper: every field of resources/fields.toml a form may ask for."""

from __future__ import annotations

from rehabdesk.services.decisions.wording.office import paper_values
from rehabdesk.services.decisions.wording.people import closest_relative, person_values
from rehabdesk.services.decisions.wording.values import Concern, Signing, Subject, Wording
from rehabdesk.services.decisions.wording.words import assignee_text, completed, word

__all__ = [
    "Concern",
    "Signing",
    "Subject",
    "Wording",
    "assignee_text",
    "closest_relative",
    "completed",
    "paper_values",
    "person_values",
    "word",
]
