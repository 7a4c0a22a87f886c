"""A body of law from outside: an archive opened as data, within limits, and nothing else."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath

from rehabdesk.catalog.consistency import contradictions_between
from rehabdesk.catalog.regimes import REGIME_FILE, Files, Shared, load_shared, read_regime
from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.regime import Regime, in_order

MOST_FILES = 80
MOST_BYTES = 256 * 1024  # of one file
MOST_ALTOGETHER = 2 * 1024 * 1024
_FORMS = "forms"
_TOML = ".toml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files give the same bytes


def pack(files: Files) -> bytes:
    """Make the archive a body of law is kept as."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name])
    return made.getvalue()


def shared_by(resources: Resources) -> Shared:
    return load_shared(resources.folder / "regimes", resources.fields)


def read_pack(content: bytes, shared: Shared, findings: list[str]) -> Regime | None:
    """Read a kept or offered archive; what is wrong with it is added to the findings."""
    files = unpack(content, findings)
    return None if findings else read_regime(files, shared, findings)


def contradicted(regime: Regime, known: Iterable[Regime]) -> list[str]:
    """Say what a body of law contradicts among those known."""
    return contradictions_between(in_order((*known, regime)))


def unpack(content: bytes, findings: list[str]) -> Files:
    """Read regime.toml and forms/*.toml; what else an archive holds, or hides, is refused."""
    if len(content) > MOST_ALTOGETHER:
        findings.append("Tệp lớn quá 2 MB; bộ căn cứ chỉ gồm chữ.")
        return {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(archive, findings)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        findings.append("Không mở được tệp: không phải tệp .zip, có mật khẩu, hoặc tệp hỏng.")
        return {}


def _read(archive: zipfile.ZipFile, findings: list[str]) -> Files:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        findings.append(f"Có {len(entries)} tệp; bộ căn cứ không quá {MOST_FILES} tệp.")
        return {}
    top = _top([entry.filename for entry in entries])
    files: dict[str, bytes] = {}
    for entry in entries:
        name = entry.filename.removeprefix(top)
        if not _belongs(name):
            findings.append(f"“{entry.filename}” không thuộc bộ căn cứ.")
        elif name in files:
            findings.append(f"“{name}” có hai lần.")
        else:
            files[name] = _content(archive, entry, findings)
    if sum(map(len, files.values())) > MOST_ALTOGETHER:
        findings.append("Các tệp mở ra lớn quá 2 MB; bộ căn cứ chỉ gồm chữ.")
        return {}
    return files


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, findings: list[str]) -> bytes:
    """Read no more than is allowed, whatever the archive says of its size."""
    with archive.open(entry) as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        findings.append(f"“{entry.filename}” lớn quá 256 KB.")
        return b""
    return content


def _top(names: Iterable[str]) -> str:
    """Return the one folder everything lies in, when somebody packed the folder itself."""
    folders = {name.split("/")[0] for name in names if "/" in name}
    is_inside = folders and all("/" in name for name in names)
    return f"{folders.pop()}/" if is_inside and len(folders) == 1 and folders != {_FORMS} else ""


def _belongs(name: str) -> bool:
    path = PurePosixPath(name)
    if "\\" in name or path.as_posix() != name or path.is_absolute() or ".." in path.parts:
        return False
    is_form = path.parts[:-1] == (_FORMS,) and path.suffix == _TOML and path.stem.isprintable()
    return name == REGIME_FILE or is_form
