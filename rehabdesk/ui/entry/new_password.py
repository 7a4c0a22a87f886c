"""A new password: typed twice, with one word on how strong it is."""

from __future__ import annotations

from rehabdesk.domain.passwords import check_password as check_rules
from rehabdesk.domain.passwords import composed, strength_word
from rehabdesk.domain.refusals import Refusal
from rehabdesk.ui.kit.fields import PasswordField
from rehabdesk.ui.kit.form import Entry, FieldBox, Form

RULES = "Ít nhất 10 chữ. Ghép ba, bốn tiếng không liên quan với nhau thì dễ nhớ mà khó đoán."
TYPING_TOOL = "Bộ gõ tiếng Việt nên để chữ E khi gõ mật khẩu."
CAPITALS = f"Đang bật chữ HOA (Caps Lock). {TYPING_TOOL}"
_GOOD_WORDS = {"Được", "Mạnh"}
_ASCII_END = 128


def has_marks(password: str) -> bool:
    """Tell whether the typing tool has made Vietnamese letters of the keys."""
    return any(ord(letter) >= _ASCII_END for letter in password)


class NewPasswordField(PasswordField):
    @property
    def error(self) -> str:
        try:
            check_rules(self.value)
        except Refusal as refusal:
            return str(refusal)
        return ""


class RepeatedField(PasswordField):
    """The same once more."""

    def __init__(self, first: PasswordField) -> None:
        super().__init__()
        self._first = first

    @property
    def error(self) -> str:
        if composed(self.value) == composed(self._first.value):
            return ""
        return "Hai lần gõ chưa giống nhau. Gõ lại lần hai." if self.value else "Gõ lại mật khẩu."


class NewPassword:
    """Two inputs put into a form; the line under the first says how strong the password is."""

    def __init__(self, form: Form, label: str = "&Mật khẩu") -> None:
        self.first = NewPasswordField()
        self.again = RepeatedField(self.first)
        self._box, self._again_box = form.add_row(
            Entry("password", label, self.first, RULES),
            Entry("password_again", "Gõ mật khẩu &lần nữa", self.again, " "),
        )
        self.first.textEdited.connect(self._weigh)
        self.first.capitals_seen.connect(self._note_capitals)
        self.again.textEdited.connect(self._again_box.hush)
        self.again.capitals_seen.connect(self._note_capitals_again)

    @property
    def value(self) -> str:
        return self.first.value

    @property
    def box(self) -> FieldBox:
        return self._box

    def clear(self) -> None:
        self.first.clear()
        self.again.clear()
        self._box.hush()
        self._again_box.hush()

    def _weigh(self, typed: str) -> None:
        if not typed:
            self._box.hush()
            return
        word = strength_word(typed)
        if has_marks(typed):
            self._box.tell("warning", f"{word}. Có chữ mang dấu: lần sau phải gõ đúng như vậy.")
        else:
            self._box.tell("good" if word in _GOOD_WORDS else "hint", f"{word}.")

    def _note_capitals(self, is_on: bool) -> None:  # noqa: FBT001 -- a slot
        if is_on:
            self._box.tell("warning", CAPITALS)

    def _note_capitals_again(self, is_on: bool) -> None:  # noqa: FBT001 -- a slot
        if is_on:
            self._again_box.tell("warning", CAPITALS)
