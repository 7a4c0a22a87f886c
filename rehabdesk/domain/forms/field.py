"""The vocabulary of fields: what a name in braces stands for, and where its value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rehabdesk.domain.codes import Coded


class FieldType(StrEnum):
    TEXT = "text"
    LINES = "lines"  # several paragraphs
    DATE = "date"  # 05/02/2026
    PROSE_DATE = "prose_date"  # ngày 05 tháng 02 năm 2026
    TIME = "time"  # 08 giờ 30 phút
    NUMBER = "number"
    CHOICE = "choice"
    LIST = "list"
    TABLE = "table"
    FLAG = "flag"  # decides about lines, is never printed


class Source(Coded):
    """Where a value comes from."""

    OFFICE = "office", "Cài đặt cơ quan"
    DOCUMENT = "document", "Văn bản này"
    PERSON = "person", "Hồ sơ người"
    RELATIVE = "relative", "Người thân"
    REHAB = "rehab", "Đợt cai nghiện"
    TERM = "term", "Thời hạn quản lý"
    REGISTER = "register", "Sổ văn bản"
    ASSIGNMENT = "assignment", "Phân công"
    TEAM = "team", "Tổ, đội"
    ASKED = "asked", "Hỏi khi soạn"


@dataclass(frozen=True, slots=True)
class Field:
    """One name of the vocabulary. An asked field is typed for a paper, and remembered."""

    name: str
    label: str
    type: FieldType
    source: Source
    is_of_person: bool  # said once a person, not once a paper
    default: str = ""
    choices: tuple[str, ...] = ()
    is_blank: bool = False  # left open for the pen, without dots
    is_told: bool = True  # whether the checks name it when it is missing
    is_sensitive: bool = False
    is_remembered: bool = False

    @property
    def is_asked(self) -> bool:
        return self.source is Source.ASKED


Vocabulary = Mapping[str, Field]
