"""The form of an activity as it stands, for after a power cut, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.fields import ComboField, TextBox, TextField
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.team.activities.inputs import FiguresField, TasksField

FORM = "activity"


@dataclass(frozen=True)
class Draft:
    """The inputs that are kept; the rest is chosen again in a moment."""

    kind: ComboField[str]
    days: Mapping[str, Any]  # inputs of days, by their names
    texts: Mapping[str, TextField | TextBox]
    figures: FiguresField
    present: ChipEdit
    tasks: TasksField

    def words(self) -> Mapping[str, Any]:
        """Give the form as it stands; without a word or a number nothing is worth keeping."""
        texts = {name: field.value for name, field in self.texts.items() if field.value}
        figures = {code: field.value for code, field in self.figures.fields.items() if field.value}
        tasks = [[each.word.value, each.who.value, each.due.text()] for each in self.tasks.lines]
        told = [task for task in tasks if any(task)]
        if not (texts or figures or told):
            return {}
        return {
            "kind": self.kind.value or "",
            "days": {name: field.text() for name, field in self.days.items()},
            "texts": texts,
            "figures": figures,
            "present": [[each.value, each.title] for each in self.present.chosen],
            "tasks": told,
        }

    def resume(self, content: Mapping[str, Any]) -> None:
        if content.get("kind"):
            self.kind.value = content["kind"]
        for name, text in content.get("days", {}).items():
            self.days[name].setText(text)
        for name, text in content.get("texts", {}).items():
            self.texts[name].value = text
        self.figures.show_figures(content.get("figures", {}))
        self.present.choose_all([Suggestion(*each) for each in content.get("present", ())])
        self.tasks.show_texts(content.get("tasks", ()))
