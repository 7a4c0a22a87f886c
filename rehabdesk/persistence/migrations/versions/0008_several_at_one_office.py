"""what is open where, which sent act has arrived, as whom a user serves in a team"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "act_receipt",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act_receipt")),
        sa.UniqueConstraint("key", name=op.f("uq_act_receipt_key")),
    )
    op.create_table(
        "open_file",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("machine", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["office_user.id"], name=op.f("fk_open_file_user_id_office_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_file")),
        sa.UniqueConstraint(
            "user_id", "machine", "subject", name=op.f("uq_open_file_user_id_machine_subject")
        ),
    )
    op.create_index(op.f("ix_open_file_subject"), "open_file", ["subject"])
    with op.batch_alter_table("office_user") as users:
        users.add_column(sa.Column("volunteer_id", sa.Integer(), nullable=True))
        users.create_foreign_key(
            op.f("fk_office_user_volunteer_id_volunteer"), "volunteer", ["volunteer_id"], ["id"]
        )
