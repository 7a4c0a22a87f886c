"""Who decides and signs what under a law."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.law.deadline import Body
from rehabdesk.domain.law.text import Citation


@dataclass(frozen=True, slots=True)
class Signing:
    """`purpose` is that of the form, where the paper is one of ours."""

    purpose: str
    label: str
    form_code: str
    by: Body
    citation: Citation
