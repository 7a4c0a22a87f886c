"""Where a screen may wish to go: what is to be opened, never how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rehabdesk.domain.codes import AssignmentRole


@dataclass(frozen=True, slots=True)
class OpenList:
    """The list of files, with words already in its filter."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class AskQuickly:
    """The hot question, over the list of files."""


@dataclass(frozen=True, slots=True)
class OpenPerson:
    """One person's file; `among` is the list it is opened from, for the one before and after."""

    person_id: int
    among: tuple[int, ...] = ()
    is_edited: bool = False  # its facts are to be corrected at once


@dataclass(frozen=True, slots=True)
class NoteMeeting:
    """A meeting to write down, over the page shown; without persons, whomever that page means."""

    person_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeIn:
    """A new person: from a scanned card, or by a name typed in the search."""

    card_text: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Compose:
    """A decision: a new one for these people, or a draft already begun."""

    person_ids: tuple[int, ...] = ()
    volunteer_ids: tuple[int, ...] = ()
    purpose: str = ""
    decision_id: int | None = None
    organisation_ids: tuple[int, ...] = ()
    role: AssignmentRole = AssignmentRole.HELPER  # of the volunteers
    is_form_open: bool = False  # no form is meant yet: the clerk chooses it first
    typed: tuple[tuple[str, str], ...] = ()  # fields of the form that are known already


@dataclass(frozen=True, slots=True)
class NumberPapers:
    """The signed papers whose numbers are to be typed; all that wait when none are named."""

    decision_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenRegister:
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenAssignments:
    volunteer_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenSupports:
    """What persons get; with a support, its line, or at once the step that comes next."""

    support_id: int | None = None
    is_next: bool = False
    is_new: bool = False  # a support is to be written down at once


@dataclass(frozen=True, slots=True)
class OpenBodyTests:
    """The register of tests; with one, its line and what must follow it."""

    test_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenSettings:
    part: str = ""


@dataclass(frozen=True, slots=True)
class OpenBackups:
    pass


@dataclass(frozen=True, slots=True)
class OpenImport:
    """Bringing workbooks in; with a file dropped, or rows of a sheet pasted, on another page."""

    path: Path | None = None
    pasted: str = ""


@dataclass(frozen=True, slots=True)
class OpenDuplicates:
    """The pairs of files that may be of one person."""


@dataclass(frozen=True, slots=True)
class OpenMerge:
    """Two files side by side, the first of which is to be kept."""

    kept_id: int
    gone_id: int


@dataclass(frozen=True, slots=True)
class OpenJournal:
    """Who did what, and who looked."""


@dataclass(frozen=True, slots=True)
class OpenBin:
    """What was thrown away."""


@dataclass(frozen=True, slots=True)
class OpenTransfers:
    """Files sent to other offices and come from them; `transfer_id` is the one meant."""

    transfer_id: int | None = None


@dataclass(frozen=True, slots=True)
class SendAway:
    """A person's file, to be sealed for another office."""

    person_id: int


@dataclass(frozen=True, slots=True)
class ReceiveFiles:
    """A package another office has sent."""


@dataclass(frozen=True, slots=True)
class OpenTeam:
    """The volunteer team: which part of its work, of which team, and what there is meant."""

    tab: str = ""  # the key of one: roster, grid, activities, follow, pledges, targets …
    team_id: int | None = None
    row_id: int | None = None  # an activity, a paper, a model … of that tab
    month: int | None = None  # 202611


@dataclass(frozen=True, slots=True)
class OpenReports:
    """The reports: by their layout and last day, or one that was closed; the figure meant in it."""

    layout_key: str = ""
    until_on: date | None = None
    report_id: int | None = None
    row_key: str = ""
    kind: str = ""  # of the period, where several end on that day: month, quarter, year


@dataclass(frozen=True, slots=True)
class OpenTargets:
    """The targets of a year, and the one meant."""

    year: int | None = None
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenPackages:
    """What other offices have sent; `paths` are packages dropped on another page.

    A layout and the last day of a period name a report; else it is the one being received.
    """

    unit_id: int | None = None
    paths: tuple[Path, ...] = ()
    layout_key: str = ""
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class OpenUnitFigure:
    """What a unit sent, at one of its figures, over the page it is asked for from."""

    package_id: int
    row_key: str
