"""The letters that go into a file: cut out of a face once, the same bytes in every paper."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream
from reportlab.pdfbase.ttfonts import FF_SYMBOLIC, SUBSETN, TTFont, makeToUnicodeCMap

_CODES = 256  # a byte for each letter of a cut
_NONE = 0
_BLANK = 32  # where a file widens its gaps
_NO_BREAK_BLANK = 0xA0


class CutFace(TTFont):
    """A face whose first cut is the same in every file; letters outside it get cuts of their own.

    reportlab alone cuts every face anew for every file, which takes longer than to draw it.
    """

    def __init__(self, name: str, path: Path, letters: str) -> None:
        super().__init__(name, path, shapable=False)
        self._letters = _coded(letters)
        codes = {letter: code for code, letter in enumerate(self._letters) if code}
        self._codes = {**codes, _BLANK: _BLANK, _NO_BREAK_BLANK: _BLANK}
        self.state = _States(self)

    def splitString(  # noqa: N802  # the name reportlab calls
        self, text: str, doc: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        try:
            return [(0, codecs.charmap_encode(text, "strict", self._codes)[0])]
        except UnicodeEncodeError:
            return list(super().splitString(text, doc, encoding))

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  # the name reportlab calls
        state = self.state[doc]
        state.frozen = 1
        for number, letters in enumerate(state.subsets):
            cut = self._cut(number, letters) if number else self._first_cut
            name = self.getSubsetInternalName(number, doc)[1:]
            entry = doc.Reference(cut.entry(doc, name), name)
            doc.idToObject["BasicFonts"].dict[name] = entry
        del self.state[doc]

    def begin(self) -> TTFont.State:
        """Return what a new file knows of this face: the fixed letters."""
        state = TTFont.State(asciiReadable=True)
        state.assignments = {_NONE: _NONE, **self._codes}
        state.subsets = [list(self._letters)]
        state.nextCode = _CODES
        return state

    @cached_property
    def _first_cut(self) -> _Cut:
        return self._cut(0, self._letters)

    def _cut(self, number: int, letters: Sequence[int]) -> _Cut:
        face = self.face
        name = (SUBSETN(number) + b"+" + face.name).decode("ascii")
        file = face.makeSubset(letters)
        widths = PDFArray([face.getCharWidth(letter) for letter in letters])
        measures = {
            "Type": "/FontDescriptor",
            "Ascent": face.ascent,
            "CapHeight": face.capHeight,
            "Descent": face.descent,
            "Flags": face.flags | FF_SYMBOLIC,
            "FontBBox": PDFArray(face.bbox),
            "FontName": PDFName(name),
            "ItalicAngle": face.italicAngle,
            "StemV": face.stemV,
            "MissingWidth": face.defaultWidth,
        }
        return _Cut(
            name,
            len(letters) - 1,
            widths.format(None),
            zlib.compress(makeToUnicodeCMap(name, letters).encode("ascii")),
            zlib.compress(file),
            len(file),
            measures,
        )


class _States(WeakKeyDictionary[PDFDocument, TTFont.State]):
    """What each open file knows of a face."""

    def __init__(self, face: CutFace) -> None:
        super().__init__()
        self._face = face

    def __getitem__(self, doc: PDFDocument) -> TTFont.State:
        if doc not in self:
            self[doc] = self._face.begin()
        return super().__getitem__(doc)


@dataclass(frozen=True, slots=True)
class _Cut:
    """What a file says of a cut, compressed and written out as far as it is always the same."""

    name: str
    last_code: int
    widths: bytes
    meanings: bytes  # the letter each code stands for, so that the text can be found and copied
    file: bytes
    length: int
    measures: dict[str, Any]

    def entry(self, doc: PDFDocument, name: str) -> PDFDictionary:
        file = doc.Reference(_stream(self.file, Length1=self.length), f"file:{self.name}")
        measures = PDFDictionary({**self.measures, "FontFile2": file})
        facts = {
            "Type": "/Font",
            "Subtype": "/TrueType",
            "Name": PDFName(name),
            "BaseFont": PDFName(self.name),
            "FirstChar": 0,
            "LastChar": self.last_code,
            "Widths": self.widths,
            "ToUnicode": doc.Reference(_stream(self.meanings), f"meanings:{self.name}"),
            "FontDescriptor": doc.Reference(measures, f"measures:{self.name}"),
        }
        return PDFDictionary(facts)


def _stream(compressed: bytes, **facts: int) -> PDFStream:
    return PDFStream(PDFDictionary({**facts, "Filter": "/FlateDecode"}), compressed, [])


def _coded(letters: str) -> tuple[int, ...]:
    """Give letters their codes: ASCII its own, the others what is left."""
    own = range(_BLANK, 127)
    free = [code for code in range(1, _CODES) if code not in own]
    others = sorted(set(map(ord, letters)).difference(own))
    if len(others) > len(free):
        raise ValueError(letters)
    coded = {_NONE: _NONE} | {code: code for code in own} | dict(zip(free, others, strict=False))
    return tuple(coded.get(code, _BLANK) for code in range(_CODES))
