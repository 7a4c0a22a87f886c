"""A row as it was read: its values, what is wrong or doubtful, and every change of the letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import EpisodeKind, RehabForm, Sex
from rehabdesk.domain.daily_codes import ContactWay, Employment, QuickRating
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.tables.fields import ImportField

# tuple: OTHER_NAME, OLD_ID_NUMBER, PHONE. PartialDate: BIRTH. date: every other day.
# int: REHAB_ORDINAL, TERM_MONTHS.
# Coded: SEX, KIND, REHAB_FORM, EMPLOYMENT, CONTACT_WAY, CONTACT_RATING.
FieldValue = (
    str
    | int
    | date
    | PartialDate
    | Sex
    | EpisodeKind
    | RehabForm
    | ContactWay
    | QuickRating
    | Employment
    | tuple[str, ...]
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault or a doubt; another text in `column` answers it."""

    field: ImportField
    column: int | None
    sentence: str
    raw: str = ""  # the whole cell, in today's letters


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text that was changed: from old letters, stray blanks, capitals, a day written short."""

    field: ImportField
    column: int | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowRead:
    """`values` holds only what was understood: a field with a fault has none.

    Split columns arrive whole: FULL_NAME of family and given name, BIRTH and SEX of columns for
    men and women, numbers by their kind, DECISION and TERM as their parts.
    """

    row_number: int
    values: Mapping[ImportField, FieldValue]
    faults: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    cleaned: tuple[Cleaned, ...] = ()

    def text(self, field: ImportField) -> str:
        value = self.values.get(field)
        return value if type(value) is str else ""

    def texts(self, field: ImportField) -> tuple[str, ...]:
        value = self.values.get(field)
        return value if isinstance(value, tuple) else ()

    def day(self, field: ImportField) -> date | None:
        value = self.values.get(field)
        return value if isinstance(value, date) else None

    def number(self, field: ImportField) -> int | None:
        value = self.values.get(field)
        return value if isinstance(value, int) else None

    @property
    def birth(self) -> PartialDate | None:
        value = self.values.get(ImportField.BIRTH)
        return value if isinstance(value, PartialDate) else None

    @property
    def sex(self) -> Sex | None:
        value = self.values.get(ImportField.SEX)
        return value if isinstance(value, Sex) else None

    @property
    def kind(self) -> EpisodeKind | None:
        value = self.values.get(ImportField.KIND)
        return value if isinstance(value, EpisodeKind) else None

    @property
    def employment(self) -> Employment | None:
        value = self.values.get(ImportField.EMPLOYMENT)
        return value if isinstance(value, Employment) else None

    @property
    def rehab_form(self) -> RehabForm | None:
        value = self.values.get(ImportField.REHAB_FORM)
        return value if isinstance(value, RehabForm) else None
