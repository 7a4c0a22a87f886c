"""a search index of letters alone, ready for beginnings of up to six of them"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_decision_number"), "decision", ["number"])
    # All that a search reads of papers lies in their index: a page is decrypted before it is read.
    op.drop_index("ix_identity_paper_person_id", "identity_paper")
    op.create_index("ix_identity_paper_of_person", "identity_paper", ["person_id", "id", "number"])
    if op.get_bind().dialect.name == "sqlite":
        _index_anew()


def _index_anew() -> None:
    """Move the words kept so far; in which order they stood is of no use to a search.

    The program cuts the words itself, so that what is kept and what is typed are cut alike. Where
    words stand is not kept: nobody asks, and without it the index is less than half as large. A
    beginning longer than the kept ones is put together from every word that has it, and every
    number of a province begins alike.
    """
    op.execute("ALTER TABLE person_search RENAME TO former_search")
    op.execute("CREATE VIRTUAL TABLE former_word USING fts5vocab(former_search, instance)")
    op.execute(
        "CREATE VIRTUAL TABLE person_search USING fts5(words, content='', contentless_delete=1, "
        "tokenize='ascii', detail=none, prefix='1 2 3 4 5 6')"
    )
    op.execute(
        "INSERT INTO person_search (rowid, words) "
        "SELECT doc, group_concat(term, ' ') FROM former_word GROUP BY doc"
    )
    op.execute("DROP TABLE former_word")
    op.execute("DROP TABLE former_search")


def downgrade() -> None:
    raise NotImplementedError("the way back is the copy made before the upgrade")
