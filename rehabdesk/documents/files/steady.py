"""Office files whose bytes depend on nothing but what they hold: no clock, no order of chance."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_STAMPED = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_ZERO = (1980, 1, 1, 0, 0, 0)  # the first day a zip can tell


def steady(content: bytes, day: date | None = None) -> bytes:
    """Put the day a paper was made in the place of the moment its file was written.

    Without a day, what the file tells of moments stays as its pattern has it.
    """
    out = BytesIO()
    moment = f"{day:%Y-%m-%d}T00:00:00Z".encode() if day else b""
    with ZipFile(BytesIO(content)) as found, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in found.namelist():
            part = found.read(name)
            if moment and name == _STAMPED:
                part = _TIMES.sub(rb"\g<1>" + moment + rb"\g<3>", part)
            entry = ZipInfo(name, _ZERO)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            made.writestr(entry, part)
    return out.getvalue()
