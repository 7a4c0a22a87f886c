"""events and standings, the life of papers, the office's own law, notes on tasks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("on", name=op.f("uq_calendar_day_on")),
    )
    op.create_table(
        "deadline_rule",
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "hours",
                "days",
                "working_days",
                "months",
                name="deadlineunit",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_rule")),
    )
    with op.batch_alter_table("deadline_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_rule_rule_id"), ["rule_id"], unique=False)

    op.create_table(
        "legal_pack",
        sa.Column("pack_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_pack")),
        sa.UniqueConstraint("pack_id", name=op.f("uq_legal_pack_pack_id")),
    )
    op.create_table(
        "task_note",
        sa.Column("task_key", sa.String(), nullable=False),
        sa.Column("late_reason", sa.String(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("paper_number", sa.String(), nullable=False),
        sa.Column("paper_on", sa.Date(), nullable=True),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_note")),
        sa.UniqueConstraint("task_key", name=op.f("uq_task_note_task_key")),
    )
    op.create_table(
        "wording_override",
        sa.Column("form_id", sa.String(), nullable=False),
        sa.Column("line_key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_override")),
    )
    with op.batch_alter_table("wording_override", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wording_override_form_id"), ["form_id"], unique=False)

    op.create_table(
        "clerk_handover",
        sa.Column("from_name", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_clerk_handover_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clerk_handover")),
    )
    op.create_table(
        "remembered_value",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["office_user.id"], name=op.f("fk_remembered_value_user_id_office_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered_value")),
        sa.UniqueConstraint(
            "user_id", "form_id", "field", name=op.f("uq_remembered_value_user_id_form_id_field")
        ),
    )
    op.create_table(
        "decision_link",
        sa.Column("newer_id", sa.Integer(), nullable=False),
        sa.Column("older_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "replaces",
                "corrects",
                "withdraws",
                "ends",
                name="linkkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["newer_id"], ["decision.id"], name=op.f("fk_decision_link_newer_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["older_id"], ["decision.id"], name=op.f("fk_decision_link_older_id_decision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_link")),
        sa.UniqueConstraint(
            "newer_id", "older_id", name=op.f("uq_decision_link_newer_id_older_id")
        ),
    )
    with op.batch_alter_table("decision_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_link_newer_id"), ["newer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_link_older_id"), ["older_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_at", sa.Time(), nullable=True),
        sa.Column("receiver_name", sa.String(), nullable=False),
        sa.Column("receiver_relation", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("is_refused", sa.Boolean(), nullable=False),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("record_file_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_delivery_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_delivery_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["record_file_id"],
            ["stored_file.id"],
            name=op.f("fk_delivery_record_file_id_stored_file"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_person_id"), ["person_id"], unique=False)

    op.create_table(
        "flag",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_flag_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["office_user.id"], name=op.f("fk_flag_user_id_office_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint("user_id", "person_id", name=op.f("uq_flag_user_id_person_id")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_person_id"), ["person_id"], unique=False)

    op.create_table(
        "number_correction",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("number_before", sa.Integer(), nullable=False),
        sa.Column("suffix_before", sa.String(), nullable=False),
        sa.Column("date_before", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("corrected_by", sa.String(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_number_correction_decision_id_decision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_correction")),
    )
    with op.batch_alter_table("number_correction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_number_correction_decision_id"), ["decision_id"], unique=False
        )

    op.create_table(
        "case_event",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "user_decided",
                "user_suspended",
                "user_stopped",
                "user_ended",
                "absent",
                "positive_test",
                "criminal_question",
                "criminal_case",
                "criminal_cleared",
                "diagnosis_requested",
                "diagnosed_addicted",
                "diagnosed_clean",
                "registered",
                "rehab_decided",
                "rehab_started",
                "rehab_stopped",
                "deferred",
                "completion_notice",
                "completed",
                "dossier_opened",
                "dossier_management",
                "dossier_read",
                "dossier_to_court",
                "court_applied",
                "court_refused",
                "proposal",
                "decided_elsewhere",
                "absence_unreported",
                "prison",
                "compulsory_education",
                "social_protection",
                "monitoring",
                "moved_out",
                "moved_in",
                "removed",
                "certified",
                "died",
                "declared_missing",
                name="eventkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("paper_number", sa.String(), nullable=False),
        sa.Column("paper_on", sa.Date(), nullable=True),
        sa.Column("paper_issuer", sa.String(), nullable=False),
        sa.Column("paper_file_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_case_event_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["paper_file_id"],
            ["stored_file.id"],
            name=op.f("fk_case_event_paper_file_id_stored_file"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_event_episode_id"), ["episode_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_event_undone_at"), ["undone_at"], unique=False)

    op.create_table(
        "standing",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending_decision",
                "about_to_complete",
                "post_rehab",
                "post_rehab_moved_in",
                "term_paused",
                "in_social_protection",
                "relapse",
                "post_rehab_completed",
                "post_rehab_removed",
                "awaiting_registration",
                "rehab_home",
                "rehab_private",
                "rehab_public",
                "substitution",
                "dossier_management",
                "rehab_compulsory",
                "rehab_deferred",
                "rehab_completed",
                "rehab_stopped",
                "dossier_closed",
                "user_managed",
                "user_suspended",
                "user_stopped",
                "user_ended",
                "diagnosing",
                "in_prison",
                "in_compulsory_education",
                "moved_out",
                "deceased_missing",
                "none",
                name="casestate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("changes_on", sa.Date(), nullable=True),
        sa.Column("term_start", sa.Date(), nullable=True),
        sa.Column("term_end", sa.Date(), nullable=True),
        sa.Column("is_followed", sa.Boolean(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_standing_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_standing_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing")),
        sa.UniqueConstraint("episode_id", name=op.f("uq_standing_episode_id")),
    )
    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standing_changes_on"), ["changes_on"], unique=False)
        batch_op.create_index("ix_standing_of_person", ["person_id", "is_current", "state"])
        batch_op.create_index(batch_op.f("ix_standing_state"), ["state"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the way back is the copy made before the upgrade")
