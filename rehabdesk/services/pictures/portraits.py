"""The photograph of a person (F14): kept in the encrypted cabinet, printed on nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.person import Person
from rehabdesk.services.cabinet.files import keep_file
from rehabdesk.services.office import Work
from rehabdesk.services.pictures.cards import PictureOutOfReach
from rehabdesk.services.secrecy.files import require_open_to

LARGEST_FILE = 20 * 1024 * 1024
_NAME = "Ảnh chân dung.jpg"


# Acts


def keep_photo(work: Work, person_id: int, picture: Path | bytes) -> None:
    """Keep a photograph, made small; the one before it is not kept any longer."""
    from rehabdesk.documents.pictures.portraits import bare_portrait

    work.require(Right.KEEP_FILES)
    person = work.session.get_one(Person, person_id)
    require_open_to(work, person)
    small = bare_portrait(_read(picture))
    kept = keep_file(work, FileKind.ATTACHMENT, "image/jpeg", _NAME, small)
    before, person.photo_id = person.photo_id, kept.id
    work.session.flush()
    _let_go(work, before)
    work.record("person.photo_kept", person)


def drop_photo(work: Work, person_id: int) -> None:
    work.require(Right.KEEP_FILES)
    person = work.session.get_one(Person, person_id)
    require_open_to(work, person)
    before, person.photo_id = person.photo_id, None
    work.session.flush()
    _let_go(work, before)
    work.record("person.photo_dropped", person)


def _let_go(work: Work, file_id: int | None) -> None:
    """Take the earlier photograph out of the cabinet, unless another file shows the same."""
    if file_id is None:
        return
    users = select(func.count(Person.id)).filter_by(photo_id=file_id)
    kept = work.session.get(StoredFile, file_id)
    if kept is not None and kept.name == _NAME and not work.session.scalar(users):
        work.session.delete(kept)


def _read(picture: Path | bytes) -> bytes:
    if isinstance(picture, bytes):
        return picture
    try:
        with picture.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise PictureOutOfReach(picture.name) from error
