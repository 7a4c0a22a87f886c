"""What kind of paper a symbol names (Decree 30/2020, Annex III, and the practice of communes)."""

from __future__ import annotations

LETTER = "Công văn"
_KINDS = {
    "QĐ": "Quyết định",
    "TB": "Thông báo",
    "KH": "Kế hoạch",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "PC": "Phiếu chuyển",
    "GXN": "Giấy xác nhận",
    "XN": "Giấy xác nhận",
    "UBND": LETTER,
}


def paper_kind(symbol: str) -> str:
    """Name the kind of a paper by the letters before the hyphen: "QĐ-UBND" is a decision."""
    return _KINDS.get(symbol.partition("-")[0], "Văn bản")
