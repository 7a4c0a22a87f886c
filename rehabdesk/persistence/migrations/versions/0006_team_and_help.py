"""the volunteer team and its work, supports, tests, allowances, models

A volunteer gets what the standards of a team ask about; files kept close are found by an index.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity_kind",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column(
            "task",
            sa.Enum("a", "b", "c", "d", "đ", name="teamtask", native_enum=False, length=30),
            nullable=True,
        ),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("has_attendance", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_kind")),
        sa.UniqueConstraint("code", name=op.f("uq_activity_kind_code")),
    )
    op.create_table(
        "activity_total",
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_total")),
        sa.UniqueConstraint(
            "month", "kind", "measure", "team_id", "hamlet_id", "audience", name="uq_activity_total"
        ),
    )
    op.create_table(
        "area_status",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "free_kept",
                "free_converted",
                "not_free",
                "proposed",
                name="areastate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("paper_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_area_status_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_area_status_hamlet_id_hamlet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_status")),
        sa.UniqueConstraint("year", "hamlet_id", name=op.f("uq_area_status_year_hamlet_id")),
    )
    op.create_table(
        "volunteer_team",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("commune", "hamlet", name="teamlevel", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("is_pilot", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_volunteer_team_hamlet_id_hamlet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_team")),
    )
    op.create_table(
        "activity",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("organiser", sa.String(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "residents",
                "addicted",
                "at_risk",
                "after_rehab",
                "sex_work",
                "hiv",
                "trafficked",
                "pupils",
                "officials",
                "families",
                name="audience",
                native_enum=False,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_activity_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_activity_hamlet_id_hamlet")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["volunteer_team.id"], name=op.f("fk_activity_team_id_volunteer_team")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_activity_volunteer_id_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index("ix_activity_of_kind", ["kind", "on"], unique=False)
        batch_op.create_index("ix_activity_of_team", ["team_id", "on"], unique=False)
        batch_op.create_index("ix_activity_of_volunteer", ["volunteer_id", "on"], unique=False)
        batch_op.create_index(batch_op.f("ix_activity_on"), ["on"], unique=False)

    op.create_table(
        "allowance_list",
        sa.Column(
            "kind",
            sa.Enum("team", "helpers", name="allowancekind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "signed", "paid", name="allowancestate", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("base_salary", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_allowance_list_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["volunteer_team.id"],
            name=op.f("fk_allowance_list_team_id_volunteer_team"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance_list")),
        sa.UniqueConstraint(
            "kind", "team_id", "month", name=op.f("uq_allowance_list_kind_team_id_month")
        ),
    )
    with op.batch_alter_table("allowance_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allowance_list_month"), ["month"], unique=False)

    op.create_table(
        "care_group",
        sa.Column(
            "kind",
            sa.Enum("user_group", "support_group", name="groupkind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("founded_by_id", sa.Integer(), nullable=True),
        sa.Column("founded_paper", sa.String(), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_paper", sa.String(), nullable=False),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["decision.id"], name=op.f("fk_care_group_ended_by_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["founded_by_id"], ["decision.id"], name=op.f("fk_care_group_founded_by_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_care_group_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_group")),
    )
    with op.batch_alter_table("care_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_care_group_founded_by_id"), ["founded_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_care_group_person_id"), ["person_id"], unique=False)

    op.create_table(
        "care_model",
        sa.Column(
            "kind",
            sa.Enum(
                "volunteers_help",
                "community_care",
                "counselling_point",
                "other",
                name="modelkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("is_pilot", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("end_paper", sa.String(), nullable=False),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_care_model_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_care_model_hamlet_id_hamlet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_model")),
    )
    op.create_table(
        "commendation",
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["volunteer_team.id"], name=op.f("fk_commendation_team_id_volunteer_team")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_commendation_volunteer_id_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commendation")),
    )
    with op.batch_alter_table("commendation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commendation_team_id"), ["team_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commendation_volunteer_id"), ["volunteer_id"], unique=False
        )

    op.create_table(
        "month_count",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["volunteer_team.id"], name=op.f("fk_month_count_team_id_volunteer_team")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_month_count_volunteer_id_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_count")),
        sa.UniqueConstraint(
            "team_id",
            "volunteer_id",
            "month",
            "measure",
            name=op.f("uq_month_count_team_id_volunteer_id_month_measure"),
        ),
    )
    with op.batch_alter_table("month_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_month_count_month"), ["month"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_month_count_volunteer_id"), ["volunteer_id"], unique=False
        )

    op.create_table(
        "survey_round",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["volunteer_team.id"], name=op.f("fk_survey_round_team_id_volunteer_team")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_round")),
    )
    op.create_table(
        "team_area",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_team_area_hamlet_id_hamlet")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["volunteer_team.id"], name=op.f("fk_team_area_team_id_volunteer_team")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_team_area_volunteer_id_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_area")),
    )
    with op.batch_alter_table("team_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_area_hamlet_id"), ["hamlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_area_team_id"), ["team_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_team_area_volunteer_id"), ["volunteer_id"], unique=False
        )

    op.create_table(
        "team_paper",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "establish",
                "reconstitute",
                "change_members",
                "operating_rules",
                "dissolve",
                "other",
                name="bodypaper",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("effects", sa.JSON(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_team_paper_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_team_paper_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["volunteer_team.id"], name=op.f("fk_team_paper_team_id_volunteer_team")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_paper")),
    )
    with op.batch_alter_table("team_paper", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_team_paper_decision_id"), ["decision_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_team_paper_team_id"), ["team_id"], unique=False)

    op.create_table(
        "tip",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "forwarded",
                "confirmed",
                "unfounded",
                name="tipstate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("forwarded_on", sa.Date(), nullable=True),
        sa.Column("forwarded_to", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hamlet_id"], ["hamlet.id"], name=op.f("fk_tip_hamlet_id_hamlet")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["volunteer_team.id"], name=op.f("fk_tip_team_id_volunteer_team")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_tip_volunteer_id_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip")),
    )
    with op.batch_alter_table("tip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tip_on"), ["on"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_volunteer_id"), ["volunteer_id"], unique=False)

    op.create_table(
        "activity_attendance",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("walk_in", sa.String(), nullable=False),
        sa.Column("walk_in_unit", sa.String(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_attendance_activity_id_activity"),
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_activity_attendance_volunteer_id_volunteer"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_attendance")),
        sa.UniqueConstraint(
            "activity_id",
            "volunteer_id",
            name=op.f("uq_activity_attendance_activity_id_volunteer_id"),
        ),
    )
    with op.batch_alter_table("activity_attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_activity_attendance_activity_id"), ["activity_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_activity_attendance_volunteer_id"), ["volunteer_id"], unique=False
        )

    op.create_table(
        "activity_figure",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("as_typed", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_figure_activity_id_activity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_figure")),
        sa.UniqueConstraint(
            "activity_id", "measure", name=op.f("uq_activity_figure_activity_id_measure")
        ),
    )
    with op.batch_alter_table("activity_figure", schema=None) as batch_op:
        batch_op.create_index(
            "ix_activity_figure_of_measure", ["measure", "activity_id", "amount"], unique=False
        )

    op.create_table(
        "allowance_line",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("factor", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["allowance_list.id"],
            name=op.f("fk_allowance_line_list_id_allowance_list"),
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_allowance_line_volunteer_id_volunteer"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance_line")),
    )
    with op.batch_alter_table("allowance_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allowance_line_list_id"), ["list_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_allowance_line_volunteer_id"), ["volunteer_id"], unique=False
        )

    op.create_table(
        "care_group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("head", "deputy", "member", name="grouprole", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("leave_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["care_group.id"], name=op.f("fk_care_group_member_group_id_care_group")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_care_group_member_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_care_group_member_volunteer_id_volunteer"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_group_member")),
    )
    with op.batch_alter_table("care_group_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_care_group_member_group_id"), ["group_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_care_group_member_volunteer_id"), ["volunteer_id"], unique=False
        )

    op.create_table(
        "care_model_member",
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["care_model.id"], name=op.f("fk_care_model_member_model_id_care_model")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_care_model_member_volunteer_id_volunteer"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_model_member")),
    )
    with op.batch_alter_table("care_model_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_care_model_member_model_id"), ["model_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_care_model_member_volunteer_id"), ["volunteer_id"], unique=False
        )

    op.create_table(
        "care_model_person",
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["care_model.id"], name=op.f("fk_care_model_person_model_id_care_model")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_care_model_person_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_model_person")),
    )
    with op.batch_alter_table("care_model_person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_care_model_person_model_id"), ["model_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_care_model_person_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "care_model_review",
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "kept", "good", "weak", "ended", name="modelstate", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["care_model.id"], name=op.f("fk_care_model_review_model_id_care_model")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_model_review")),
        sa.UniqueConstraint("model_id", "year", name=op.f("uq_care_model_review_model_id_year")),
    )
    op.create_table(
        "counselling_visit",
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("visitor", sa.String(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("advice", sa.String(), nullable=False),
        sa.Column("referred_to", sa.String(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "waiting",
                "received",
                "not_gone",
                "refused",
                name="referraloutcome",
                native_enum=False,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome_words", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["care_model.id"], name=op.f("fk_counselling_visit_model_id_care_model")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_counselling_visit_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_counselling_visit_volunteer_id_volunteer"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counselling_visit")),
    )
    with op.batch_alter_table("counselling_visit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_counselling_visit_model_id"), ["model_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_counselling_visit_on"), ["on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_counselling_visit_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "pledge",
        sa.Column(
            "by",
            sa.Enum(
                "person",
                "family",
                "street_group",
                "office",
                "school",
                "resident",
                name="pledgeby",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_words", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_pledge_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_pledge_contact_id_contact")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_pledge_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_pledge_hamlet_id_hamlet")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pledge_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
    )
    with op.batch_alter_table("pledge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_on"), ["on"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledge_person_id"), ["person_id"], unique=False)

    op.create_table(
        "survey_finding",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "unchanged",
                "new",
                "self_declared",
                "changed_class",
                "improved",
                "moved",
                "not_found",
                name="surveyresult",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind_before", sa.String(), nullable=False),
        sa.Column("kind_after", sa.String(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_survey_finding_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_survey_finding_round_id_survey_round")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_survey_finding_volunteer_id_volunteer"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_finding")),
        sa.UniqueConstraint(
            "round_id", "person_id", name=op.f("uq_survey_finding_round_id_person_id")
        ),
    )
    with op.batch_alter_table("survey_finding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_finding_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "team_member",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("leader", "deputy", "member", name="teamrole", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("represents", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("joined_by_id", sa.Integer(), nullable=True),
        sa.Column("left_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "leave_reason",
            sa.Enum(
                "on_request",
                "unfit",
                "breach",
                "moved",
                "died",
                "dissolved",
                "new_role",
                "other",
                name="leavereason",
                native_enum=False,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("leave_words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["joined_by_id"], ["team_paper.id"], name=op.f("fk_team_member_joined_by_id_team_paper")
        ),
        sa.ForeignKeyConstraint(
            ["left_by_id"], ["team_paper.id"], name=op.f("fk_team_member_left_by_id_team_paper")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["volunteer_team.id"], name=op.f("fk_team_member_team_id_volunteer_team")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_team_member_volunteer_id_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
    )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.create_index("ix_team_member_of_team", ["team_id", "from_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_team_member_volunteer_id"), ["volunteer_id"], unique=False
        )

    op.create_table(
        "tip_giver",
        sa.Column("tip_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_tip_giver_tip_id_tip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip_giver")),
        sa.UniqueConstraint("tip_id", name=op.f("uq_tip_giver_tip_id")),
    )
    op.create_table(
        "body_test",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("done_at", sa.String(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "urine_strip",
                "urine_lab",
                "blood",
                "hair",
                "saliva",
                "other",
                name="bodytestmethod",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "ground",
            sa.Enum(
                "planned",
                "suspected",
                "voluntary",
                name="bodytestground",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "negative",
                "positive",
                "unclear",
                "no_show",
                name="bodytestresult",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("substances", sa.String(), nullable=False),
        sa.Column("slip_number", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_body_test_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_body_test_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_body_test_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_test")),
    )
    with op.batch_alter_table("body_test", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_test_episode_id"), ["episode_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_body_test_next_on"), ["next_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_body_test_on"), ["on"], unique=False)
        batch_op.create_index(batch_op.f("ix_body_test_person_id"), ["person_id"], unique=False)

    op.create_table(
        "support",
        sa.Column(
            "kind",
            sa.Enum(
                "loan",
                "training",
                "job",
                "schooling",
                "counselling",
                "legal",
                "health",
                "money",
                "papers",
                "other",
                name="supportkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("episode_id", sa.Integer(), nullable=True),
        sa.Column("household", sa.String(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_word", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_support_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_support_hamlet_id_hamlet")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_support_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_support_volunteer_id_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_episode_id"), ["episode_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_next_on"), ["next_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_volunteer_id"), ["volunteer_id"], unique=False)

    op.create_table(
        "body_test_fact",
        sa.Column("test_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "police_told",
                "diagnosis_asked",
                "found_addicted",
                "found_not_addicted",
                "came_later",
                name="aftertest",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["test_id"], ["body_test.id"], name=op.f("fk_body_test_fact_test_id_body_test")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_test_fact")),
    )
    with op.batch_alter_table("body_test_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_test_fact_test_id"), ["test_id"], unique=False)

    op.create_table(
        "support_fact",
        sa.Column("support_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "planned",
                "asked",
                "referred",
                "approved",
                "refused",
                "paid_out",
                "repaid",
                "overdue",
                "started",
                "checked",
                "given",
                "finished",
                "stopped",
                name="supportstep",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("is_kept", sa.Boolean(), nullable=True),
        sa.Column("after_months", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_support_fact_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["support_id"], ["support.id"], name=op.f("fk_support_fact_support_id_support")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_fact")),
    )
    with op.batch_alter_table("support_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_fact_on"), ["on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_support_fact_support_id"), ["support_id"], unique=False
        )

    op.create_index(op.f("ix_person_confidentiality"), "person", ["confidentiality"])
    for column in (
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("born_precision", sa.String(30), nullable=True),
        sa.Column("id_number", sa.String(), server_default="", nullable=False),
        sa.Column("residence", sa.String(), server_default="", nullable=False),
        sa.Column("resident_since", sa.Date(), nullable=True),
        sa.Column("workplace", sa.String(), server_default="", nullable=False),
        sa.Column("is_civil_servant", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_fit", sa.Boolean(), nullable=True),
        sa.Column("skills", sa.String(), server_default="", nullable=False),
        sa.Column("details", sa.JSON(), server_default="{}", nullable=False),
    ):
        op.add_column("volunteer", column)


def downgrade() -> None:
    raise NotImplementedError("the way back is the copy made before the upgrade")
