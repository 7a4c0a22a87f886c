"""Where files may lie: is it this machine's own disk, what is it called, how much is free."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from rehabdesk.domain.refusals import Refusal

DATABASE_NAME = "office.db"
MOUNTS = Path("/proc/self/mounts")
_NETWORK_SYSTEMS = re.compile(
    r"afpfs|afs|ceph|cifs|coda|davfs|gfs2|glusterfs|lustre|ncpfs|nfs[34]?|ocfs2|smb[23]|smbfs"
    r"|fuse\.(cifs|curlftpfs|davfs2?|gvfsd-fuse|glusterfs|rclone|s3fs|smbnetfs|sshfs)"
)
_WINDOWS_REMOTE = 4  # DRIVE_REMOTE
_LABEL = re.compile(r"^/(?:run/)?media/[^/]+/(?P<label>[^/]+)")


class NetworkPath(Refusal):
    field = "folder"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Dữ liệu đang nằm ở ổ mạng “{place}”. Đặt ở đó dễ hỏng. Chưa mở. "
            "Chép về máy này, hoặc dùng máy chủ của cơ quan."
        )


def refuse_network_path(path: Path) -> None:
    """Refuse a folder on another machine: file locks there cannot be relied upon."""
    written = str(path)
    if written.replace("/", "\\").startswith("\\\\"):
        raise NetworkPath(written)
    if _is_remote_drive(path) or _NETWORK_SYSTEMS.fullmatch(_mount(path)[1]):
        raise NetworkPath(written)


def free_bytes(path: Path) -> int:
    return shutil.disk_usage(_nearest(path)).free


def disk_name(path: Path) -> str:
    """Name the disk as the user knows it: "D:" on Windows, the stick's label or mount elsewhere."""
    labelled = _LABEL.match(path.as_posix())
    if labelled:
        return labelled["label"]
    return path.drive or _mount(path)[0]


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut; Windows does so by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file so that a reader finds the old bytes or the new, never a mixture."""
    part = path.with_name(f"{path.name}.tmp")
    try:
        with part.open("wb") as file:
            if sys.platform != "win32":
                part.chmod(0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if error.filename == str(part):  # whoever reads of it knows only the file itself
            error.filename = str(path if path.parent.is_dir() else path.parent)
        raise
    sync_folder(path.parent)


def _is_remote_drive(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        root = f"{path.absolute().drive}\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _WINDOWS_REMOTE)
    return False


def _mount(path: Path) -> tuple[str, str]:
    """Return the mount point a path lies under, and its kind of file system."""
    found = ("/", "")
    if not MOUNTS.exists():
        return found
    real = _nearest(path).resolve()
    for line in MOUNTS.read_text("utf-8", "surrogateescape").splitlines():
        _device, point, kind, *_options = line.split(" ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), point)
        if real.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return found


def _nearest(path: Path) -> Path:
    """Return the path, or the nearest folder above it that exists."""
    path = path.absolute()
    return next((place for place in (path, *path.parents) if place.exists()), path)
