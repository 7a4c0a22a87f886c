"""Vietnamese from before Unicode: which encoding a column was typed in, and what it says.

Give the text as it was read: cleaning it first takes away signs that are letters here.
"""

from __future__ import annotations

from rehabdesk.domain.legacy_letters.conversion import to_unicode
from rehabdesk.domain.legacy_letters.detection import detect
from rehabdesk.domain.legacy_letters.encodings import Encoding, EncodingGuess

__all__ = ["Encoding", "EncodingGuess", "detect", "to_unicode"]
