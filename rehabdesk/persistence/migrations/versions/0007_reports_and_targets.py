"""reports as sent, typed figures, plans with targets, packages received from other offices

An office says whether it keeps files or puts the reports of others together.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("layout_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "period",
            sa.Enum(
                "month",
                "quarter",
                "first_half",
                "second_half",
                "nine_months",
                "year",
                "free",
                name="periodkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column(
            "rule",
            sa.Enum("nd09", "calendar", "custom", name="windowrule", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("supplements_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "frozen",
                "sent",
                "reopened",
                name="reportstate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("is_zero", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(), nullable=True),
        sa.Column("frozen_by", sa.String(), nullable=False),
        sa.Column("frozen_early", sa.String(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_by", sa.String(), nullable=False),
        sa.Column("reopen_reason", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.String(), nullable=False),
        sa.Column("sent_how", sa.String(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["supplements_id"], ["report.id"], name=op.f("fk_report_supplements_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(
        "ix_report_of_period", "report", ["layout_key", "until_on", "serial"], unique=False
    )

    op.create_table(
        "report_layout",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_layout")),
        sa.UniqueConstraint("key", name=op.f("uq_report_layout_key")),
    )
    op.create_table(
        "reporting_unit",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_reporting_unit_code")),
    )
    op.create_table(
        "clash_answer",
        sa.Column("layout_key", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("known_by", sa.String(), nullable=False),
        sa.Column("counts_at_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counts_at_id"],
            ["reporting_unit.id"],
            name=op.f("fk_clash_answer_counts_at_id_reporting_unit"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clash_answer")),
        sa.UniqueConstraint(
            "layout_key",
            "until_on",
            "known_by",
            name=op.f("uq_clash_answer_layout_key_until_on_known_by"),
        ),
    )
    op.create_table(
        "plan",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("until_year", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_plan_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_table(
        "received_package",
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("unit_name", sa.String(), nullable=False),
        sa.Column("layout_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "accepted",
                "replaced",
                "set_aside",
                name="packagestate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("is_zero", sa.Boolean(), nullable=False),
        sa.Column("has_names", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_by", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_received_package_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["reporting_unit.id"],
            name=op.f("fk_received_package_unit_id_reporting_unit"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_package")),
    )
    op.create_index(
        "ix_received_package_of_period",
        "received_package",
        ["layout_key", "from_on", "until_on", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_received_package_sha256"), "received_package", ["sha256"], unique=False
    )
    op.create_index(
        op.f("ix_received_package_unit_id"), "received_package", ["unit_id"], unique=False
    )

    op.create_table(
        "report_member",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "decision",
                "support",
                "contact",
                "body_test",
                "activity",
                "tip",
                "pledge",
                "visit",
                "team",
                "group",
                "volunteer",
                "training",
                "commendation",
                "model",
                "area",
                "money",
                "typed",
                "unit",
                name="memberkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_member_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_member")),
    )
    op.create_index(
        "ix_report_member_of_figure", "report_member", ["report_id", "figure"], unique=False
    )
    op.create_index(op.f("ix_report_member_person"), "report_member", ["person"], unique=False)

    op.create_table(
        "report_product",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "xlsx",
                "pdf",
                "docx",
                "package",
                "difference",
                name="productkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_report_product_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_product_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_product")),
        sa.UniqueConstraint("report_id", "kind", name=op.f("uq_report_product_report_id_kind")),
    )
    op.create_table(
        "typed_figure",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=True),
        sa.Column("as_typed", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("paper_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_typed_figure_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_figure")),
    )
    op.create_index("ix_typed_figure_of_code", "typed_figure", ["code", "until_on"], unique=False)

    op.create_table(
        "plan_target",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("base_code", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column(
            "rule",
            sa.Enum(
                "at_least", "at_most", "reached_by", name="targetrule", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("is_per_cent", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("unit_name", sa.String(), nullable=False),
        sa.Column("reached", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_plan_target_hamlet_id_hamlet")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plan_target.id"], name=op.f("fk_plan_target_parent_id_plan_target")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_target_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["volunteer_team.id"], name=op.f("fk_plan_target_team_id_volunteer_team")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_target")),
    )
    op.create_index(op.f("ix_plan_target_parent_id"), "plan_target", ["parent_id"], unique=False)
    op.create_index(op.f("ix_plan_target_plan_id"), "plan_target", ["plan_id"], unique=False)

    op.create_table(
        "received_figure",
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["received_package.id"],
            name=op.f("fk_received_figure_package_id_received_package"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_figure")),
        sa.UniqueConstraint(
            "package_id", "figure", "part", name=op.f("uq_received_figure_package_id_figure_part")
        ),
    )
    op.create_index(
        op.f("ix_received_figure_package_id"), "received_figure", ["package_id"], unique=False
    )

    op.create_table(
        "received_member",
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("known_by", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["received_package.id"],
            name=op.f("fk_received_member_package_id_received_package"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_member")),
    )
    op.create_index(
        "ix_received_member_known_by", "received_member", ["known_by", "package_id"], unique=False
    )
    op.create_index(
        op.f("ix_received_member_package_id"), "received_member", ["package_id"], unique=False
    )

    op.add_column(
        "office_profile",
        sa.Column(
            "level",
            sa.Enum("commune", "province", name="officelevel", native_enum=False, length=30),
            server_default="commune",
            nullable=False,
        ),
    )
