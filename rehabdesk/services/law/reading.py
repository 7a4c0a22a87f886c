"""Files the administrator offers: read whole, within limits, before anything is done with them."""

from __future__ import annotations

from pathlib import Path

from rehabdesk.catalog.packs import MOST_ALTOGETHER, pack
from rehabdesk.catalog.regimes import REGIME_FILE, files_of
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.faults import Doing, translated

READING = Doing("Chưa đọc được tệp", "Chưa nạp gì.", "chọn lại tệp")


class NoPackHere(Refusal):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Thư mục “{folder.name}” không có tệp {REGIME_FILE}. Chưa nạp gì. "
            "Chọn đúng thư mục hoặc tệp .zip của bộ căn cứ."
        )


class OfferTooLarge(Refusal):
    def __init__(self, path: Path) -> None:
        super().__init__(f"Tệp “{path.name}” lớn quá 2 MB. Chưa nạp gì. Chọn lại tệp.")


def read_offer(path: Path) -> bytes:
    """Return the bytes of a file, or the archive of a folder that holds a body of law.

    The regime.toml of such a folder stands for the folder.
    """
    path = path.parent if path.name == REGIME_FILE else path
    with translated(READING, path):
        if path.is_dir():
            return _packed(path)
        if path.stat().st_size > MOST_ALTOGETHER:
            raise OfferTooLarge(path)
        return path.read_bytes()


def _packed(folder: Path) -> bytes:
    if not (folder / REGIME_FILE).is_file():
        raise NoPackHere(folder)
    sizes = [path.stat().st_size for path in (folder, *folder.glob("**/*")) if path.is_file()]
    if sum(sizes) > MOST_ALTOGETHER:
        raise OfferTooLarge(folder)
    return pack(files_of(folder))
