from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Coded


class Encoding(Coded):
    """How letters were put into signs; the fonts of one encoding all show the same letters."""

    UNICODE = "unicode", "Unicode"
    TCVN3 = "tcvn3", "TCVN3 (ABC)"
    TCVN3_CAPITALS = "tcvn3_capitals", "TCVN3 chữ hoa (.VnTimeH)"
    VNI = "vni", "VNI"


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    encoding: Encoding
    certainty: float  # 0 to 1
    reason: str


def encoding_of_font(font: str) -> Encoding | None:
    """Say what a font is made for; none of ours for a font of today.

    A capitals font of TCVN3 shows the signs of small letters as capitals; its name ends in H.
    """
    name = font.strip().casefold()
    if name.startswith("vni"):
        return Encoding.VNI
    if name.startswith(".vn"):
        return Encoding.TCVN3_CAPITALS if name.endswith("h") else Encoding.TCVN3
    return None
