"""names in dictionary order and the search index on a database server, as in a file"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    # The keys are right by plain comparison of code points; a server compares as its language does.
    for table in ("person", "volunteer"):
        op.execute(f'ALTER TABLE {table} ALTER COLUMN name_order TYPE VARCHAR COLLATE "C"')
    op.execute(
        "CREATE TABLE person_search (person_id INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)"
    )
    op.execute(
        "CREATE INDEX ix_person_search_words ON person_search USING gin (words)"
        " WITH (fastupdate = off)"
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is the copy made before the upgrade")
