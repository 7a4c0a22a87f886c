"""What leaves is the same to the byte whenever it is made."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

from rehabdesk.documents import docx, pdf
from rehabdesk.documents.files.joining import joined
from rehabdesk.domain.forms.paper import FilledPaper

Paper = Callable[..., FilledPaper]


def test_a_word_file_tells_of_no_clock(a_paper: Paper) -> None:
    with ZipFile(BytesIO(docx.draw(a_paper("n163/53")))) as found:
        assert {each.date_time for each in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_joined_papers_tell_of_no_clock(a_paper: Paper) -> None:
    paper = pdf.draw(a_paper("n163/53"))
    whole = joined([paper, paper])
    assert whole.count(b"/CreationDate(D:20000101000000") == 1
    assert joined([paper]) == paper
