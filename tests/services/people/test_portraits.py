"""A photograph is kept small, bare and encrypted with everything else, and one at a time."""

from __future__ import annotations

import io
from functools import partial

import pytest
from PIL import Image
from sqlalchemy import func, select

from rehabdesk.documents.pictures.opening import NotAPicture
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.one_file import list_history, read_file
from rehabdesk.services.pictures.portraits import drop_photo, keep_photo
from tests.builders import taken_in


def taken_with_a_camera(shade: int) -> bytes:
    notes = Image.Exif()
    notes[0x010F] = "Máy ảnh"
    notes[0x8825] = {1: "N", 2: (20.0, 45.0, 0.0)}
    notes[0x0112] = 6
    file = io.BytesIO()
    Image.new("RGB", (2400, 1800), (shade, 90, 80)).save(file, "JPEG", exif=notes)
    return file.getvalue()


def count_kept(work: Work) -> int:
    return work.session.scalar(select(func.count(StoredFile.id))) or 0


def photo(office: Office, person_id: int) -> Image.Image:
    content = office.look(partial(read_file, person_id=person_id)).photo
    assert content is not None
    return Image.open(io.BytesIO(content))


def test_a_photograph_is_kept_small_upright_and_without_its_place(office: Office) -> None:
    person_id = taken_in(office)
    office.do(partial(keep_photo, person_id=person_id, picture=taken_with_a_camera(200)))
    kept = photo(office, person_id)
    assert (kept.size, kept.format) == ((600, 800), "JPEG")
    assert not kept.getexif()


def test_the_next_photograph_takes_the_place_of_the_first(office: Office) -> None:
    person_id, other = taken_in(office), taken_in(office, full_name="Lê An", papers=())
    before = office.look(count_kept)
    for each in (person_id, other):
        office.do(partial(keep_photo, person_id=each, picture=taken_with_a_camera(200)))
    assert office.look(count_kept) == before + 1
    office.do(partial(keep_photo, person_id=person_id, picture=taken_with_a_camera(20)))
    assert office.look(count_kept) == before + 2
    for each in (person_id, other):
        office.do(partial(drop_photo, person_id=each))
        assert office.look(partial(read_file, person_id=each)).photo is None
    assert office.look(count_kept) == before
    told = [row.what for row in office.look(partial(list_history, person_id=other))]
    assert told[:2] == ["Bỏ ảnh chân dung", "Giữ ảnh chân dung"]


def test_what_is_no_picture_leaves_the_photograph_there_is(office: Office) -> None:
    person_id = taken_in(office)
    office.do(partial(keep_photo, person_id=person_id, picture=taken_with_a_camera(200)))
    with pytest.raises(NotAPicture):
        office.do(partial(keep_photo, person_id=person_id, picture=b"MZ"))
    assert photo(office, person_id).size == (600, 800)
