"""One person's file together with what the morning page asks for about the person."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.services.office import Work
from rehabdesk.services.people.one_file import PersonFile, open_file, read_file
from rehabdesk.services.tasks.today import TaskRow, tasks_of


@dataclass(frozen=True, slots=True)
class FileWithTasks:
    file: PersonFile
    tasks: tuple[TaskRow, ...]  # the most urgent first


# Acts


def open_with_tasks(work: Work, person_id: int) -> FileWithTasks:
    """Open a file, and leave the line that says who looked."""
    return FileWithTasks(open_file(work, person_id), tasks_of(work, person_id))


# Looks


def read_with_tasks(work: Work, person_id: int) -> FileWithTasks:
    return FileWithTasks(read_file(work, person_id), tasks_of(work, person_id))
