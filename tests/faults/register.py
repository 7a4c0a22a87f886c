"""Every fault case by its name, with how often the long and the quick form try it."""

from __future__ import annotations

from tests.faults.cases import (
    clocks,
    damage,
    disks,
    faces,
    forms,
    imports,
    kills,
    neighbours,
    secrets,
    shapes,
    traces,
    trails,
    versions,
)
from tests.faults.cases.inputs import (
    any_bytes,
    cards,
    given_packages,
    injections,
    packages,
    report_packages,
    typed,
    words,
    workbooks,
)
from tests.faults.cases.together import clerks, numbers, stops
from tests.faults.tally import Case
from tests.servers import missing_server

CASES: dict[str, Case] = {
    "F0": Case(versions.judge_versions, 1, 1),
    "F1": Case(kills.kill_saves, 500, 6),
    "F2": Case(imports.kill_imports, 100, 3),
    "F3": Case(kills.kill_backups, 500, 6),
    "F4": Case(kills.kill_restores, 200, 2),
    "F4-password": Case(kills.kill_password_changes, 200, 2),
    "F5": Case(damage.tear_logs, 500, 12),
    "F6": Case(forms.kill_while_typing, 200, 2),
    "F8": Case(disks.fill_disks, 60, 2),
    "F9": Case(disks.forbid_writing, 10, 2),
    "F10": Case(neighbours.hold_the_file, 3, 2),
    "F11": Case(neighbours.open_twice, 100, 4),
    "F12": Case(neighbours.put_on_the_network, 1, 1),
    "F13": Case(clocks.turn_the_clock, 40, 5),
    "F14": Case(damage.damage_files, 500, 10),
    "F15": Case(clocks.guess_passwords, 200, 20),
    "F17": Case(trails.tamper_with_trail, 200, 2),
    "F18": Case(workbooks.open_hostile_workbooks, 50, 6),
    "F18-packages": Case(given_packages.open_given_packages, 50, 6),
    "F19": Case(cards.read_cards, 5_000, 150),
    "F20-typed": Case(typed.read_what_is_typed, 5_000, 150),
    "F20-words": Case(words.read_words, 5_000, 100),
    "F20-tables": Case(any_bytes.read_any_bytes, 5_000, 100),
    "F21": Case(shapes.bring_up_to_date, 50, 1),
    "F22": Case(stops.stop_the_server, 10, 2, missing_server),
    "F23": Case(clerks.save_beside_each_other, 1600, 80),
    "F23-server": Case(clerks.save_on_one_server, 1600, 80, missing_server),
    "F23-numbers": Case(numbers.number_at_once, 80, 8, missing_server),
    "F24": Case(traces.search_disk, 20, 1),
    "F25": Case(traces.search_logs, 4, 1),
    "F26": Case(secrets.leave_the_machine, 5, 1),
    "F27": Case(packages.open_hostile_packages, 500, 50),
    "F27-reports": Case(report_packages.open_hostile_reports, 500, 25),
    "F28": Case(injections.type_other_languages, 500, 12),
    "F29": Case(versions.count_references, 60_000, 2_000),
    "F30": Case(faces.print_letters, 20, 1),
}
