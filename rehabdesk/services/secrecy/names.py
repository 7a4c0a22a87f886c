"""What a person is called on screens and in lists: this place alone says it.

A file kept close has no name for who may not open it; while "Che tên" is on, nobody has one.
A paper that is signed names its persons whatever is said here.
"""

from __future__ import annotations

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.text import initials
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import kept_from

LIMITED = "Hồ sơ kín"


class Names:
    """Calls persons what whoever asks may know; made for one look, and read once for all of it."""

    def __init__(self, work: Work) -> None:
        self._close = kept_from(work)
        self._are_hidden = work.names_hidden

    @property
    def are_plain(self) -> bool:
        """Tell that everybody is called by name, so that nothing need be gone through."""
        return not self._close and not self._are_hidden

    def is_close(self, person_id: int | None) -> bool:
        """Tell whether the file is kept from whoever asks."""
        return person_id in self._close

    def is_plain(self, person_id: int | None) -> bool:
        return not self._are_hidden and not self.is_close(person_id)

    def of(self, person_id: int | None, full_name: str, birth: str | int | None = None) -> str:
        """Call a person: by name, by the file kept close, or by initials and year of birth.

        `birth` is the year, or the whole birth as it is stored.
        """
        if person_id is not None and person_id in self._close:
            return f"{LIMITED} {self._close[person_id]}".rstrip()
        return hidden(full_name, birth) if self._are_hidden else full_name


def hidden(full_name: str, birth: str | int | None = None) -> str:
    """Say "T.V.T. 1990" for "Trần Văn Tuấn"."""
    year = PartialDate.parse_stored(birth).year if isinstance(birth, str) and birth else birth
    return f"{initials(full_name)} {year or ''}".rstrip()
