"""Which right opens which page of the shell; the services refuse whatever is behind it anyway."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rehabdesk.domain.codes import Right

# One of several where they are told; a page that is not named is for all.
NEEDED: Mapping[str, tuple[Right, ...]] = {
    "today": (Right.READ_FILES, Right.OWN_TEAM),
    "files": (Right.READ_FILES,),
    "person": (Right.READ_FILES,),
    "duplicates": (Right.READ_FILES,),
    "merge": (Right.KEEP_FILES,),
    "transfers": (Right.READ_FILES,),
    "send_away": (Right.KEEP_FILES,),
    "receive": (Right.KEEP_FILES,),
    "intake": (Right.KEEP_FILES,),
    "register": (Right.READ_FILES,),
    "compose": (Right.DRAFT_DECISIONS,),
    "assignments": (Right.READ_FILES,),
    "team": (Right.READ_FILES, Right.OWN_TEAM),
    "supports": (Right.READ_FILES,),
    "body_tests": (Right.READ_TESTS,),
    "reports": (Right.EXPORT_LISTS,),
    "targets": (Right.EXPORT_LISTS,),
    "consolidation": (Right.CONSOLIDATE,),
    "imports": (Right.KEEP_FILES, Right.KEEP_VOLUNTEERS),
    "backups": (Right.KEEP_BACKUPS,),
    "bin": (Right.KEEP_FILES,),
}


# Pages that read the files themselves, where the office keeps any.
OF_FILES = frozenset({"reports", "targets"})


def is_open(key: str, rights: Collection[Right], *, keeps_files: bool) -> bool:
    """Tell whether a page is there for who has these rights; else it is absent, not barred."""
    if keeps_files and key in OF_FILES and Right.READ_FILES not in rights:
        return False
    needed = NEEDED.get(key)
    return needed is None or any(each in rights for each in needed)
