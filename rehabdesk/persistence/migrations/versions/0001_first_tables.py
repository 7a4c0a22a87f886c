"""first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_audit_entry_fingerprint")),
        sa.UniqueConstraint("sequence", name=op.f("uq_audit_entry_sequence")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_subject"), ["subject"], unique=False)

    op.create_table(
        "document_book",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_book")),
        sa.UniqueConstraint("name", name=op.f("uq_document_book_name")),
    )
    op.create_table(
        "hamlet",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("former_commune", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hamlet")),
        sa.UniqueConstraint("name", name=op.f("uq_hamlet_name")),
    )
    op.create_table(
        "office_profile",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("province_code", sa.String(), nullable=False),
        sa.Column("province_name", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(), nullable=False),
        sa.Column(
            "commune_kind",
            sa.Enum(
                "xa",
                "phuong",
                "dac_khu",
                "thi_tran",
                name="communekind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("commune_name", sa.String(), nullable=False),
        sa.Column("superior_line", sa.String(), nullable=False),
        sa.Column("issuing_lines", sa.String(), nullable=False),
        sa.Column("place_name", sa.String(), nullable=False),
        sa.Column("superior_name", sa.String(), nullable=False),
        sa.Column("drafting_unit", sa.String(), nullable=False),
        sa.Column("drafting_unit_name", sa.String(), nullable=False),
        sa.Column("council_resolution_number", sa.String(), nullable=False),
        sa.Column("council_resolution_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_profile")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_office_profile_valid_from")),
    )
    op.create_table(
        "office_setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_office_setting_key")),
    )
    op.create_table(
        "office_user",
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "clerk",
                "leader",
                "team_leader",
                "consolidator",
                "administrator",
                name="role",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_user")),
    )
    op.create_table(
        "organisation",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "womens_union",
                "veterans",
                "youth_union",
                "health_station",
                "hamlet",
                "volunteer_team",
                "other",
                name="organisationkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "signer",
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("authority_line", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signer")),
    )
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "paper", "signed_copy", "attachment", name="filekind", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_stored_file_sha256")),
    )
    op.create_table(
        "decision",
        sa.Column("regime_id", sa.String(), nullable=False),
        sa.Column("form_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "drafting",
                "submitted",
                "signed_unnumbered",
                "numbered",
                "delivered",
                "withdrawn",
                "replaced",
                name="paperstatus",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("term_start", sa.Date(), nullable=True),
        sa.Column("term_end", sa.Date(), nullable=True),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("number_suffix", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("numbered_at", sa.DateTime(), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("signed_copy_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["document_book.id"], name=op.f("fk_decision_book_id_document_book")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["stored_file.id"], name=op.f("fk_decision_paper_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["signed_copy_id"],
            ["stored_file.id"],
            name=op.f("fk_decision_signed_copy_id_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["signer_id"], ["signer.id"], name=op.f("fk_decision_signer_id_signer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "book_id",
            "year",
            "number",
            "number_suffix",
            name=op.f("uq_decision_book_id_year_number_number_suffix"),
        ),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_purpose"), ["purpose"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_status"), ["status"], unique=False)

    op.create_table(
        "form_draft",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["office_user.id"], name=op.f("fk_form_draft_user_id_office_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("user_id", "form", name=op.f("uq_form_draft_user_id_form")),
    )
    op.create_table(
        "number_gap",
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("explained_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["document_book.id"], name=op.f("fk_number_gap_book_id_document_book")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_gap")),
        sa.UniqueConstraint(
            "book_id", "year", "number", name=op.f("uq_number_gap_book_id_year_number")
        ),
    )
    op.create_table(
        "person",
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("name_order", sa.String(), nullable=False),
        sa.Column("name_fold", sa.String(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("male", "female", name="sex", native_enum=False, length=30),
            nullable=True,
        ),
        sa.Column("birth", sa.String(), nullable=True),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("ethnicity", sa.String(), nullable=False),
        sa.Column("religion", sa.String(), nullable=False),
        sa.Column("education", sa.String(), nullable=False),
        sa.Column("occupation", sa.String(), nullable=False),
        sa.Column("workplace", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("is_left_out_of_lists", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_person_hamlet_id_hamlet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_hamlet_id"), ["hamlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_name_fold"), ["name_fold"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_name_order"), ["name_order"], unique=False)

    op.create_table(
        "volunteer",
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("name_order", sa.String(), nullable=False),
        sa.Column("name_fold", sa.String(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("male", "female", name="sex", native_enum=False, length=30),
            nullable=True,
        ),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("serves_from", sa.Date(), nullable=False),
        sa.Column("serves_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["hamlet.id"], name=op.f("fk_volunteer_hamlet_id_hamlet")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_volunteer_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer")),
    )
    with op.batch_alter_table("volunteer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_volunteer_name_order"), ["name_order"], unique=False)

    op.create_table(
        "case_file",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_case_file_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("code", name=op.f("uq_case_file_code")),
        sa.UniqueConstraint("person_id", name=op.f("uq_case_file_person_id")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_case_file_year_serial")),
    )
    op.create_table(
        "contact_point",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "phone", "emergency", "other", name="contactkind", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_point_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
    )
    with op.batch_alter_table("contact_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_point_person_id"), ["person_id"], unique=False)

    op.create_table(
        "decision_assignee",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "helper",
                "organisation",
                "family",
                name="assignmentrole",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_assignee_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_decision_assignee_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_decision_assignee_volunteer_id_volunteer"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_assignee")),
    )
    with op.batch_alter_table("decision_assignee", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_assignee_decision_id"), ["decision_id"], unique=False
        )

    op.create_table(
        "identity_paper",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cccd", "cc", "cmnd", "passport", name="identitykind", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_identity_paper_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_paper")),
    )
    with op.batch_alter_table("identity_paper", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_identity_paper_number_key"), ["number_key"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_identity_paper_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "person_name",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("alias", "former", name="namekind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_name_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
    )
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_person_id"), ["person_id"], unique=False)

    op.create_table(
        "relative",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "father",
                "mother",
                "husband",
                "wife",
                "child",
                "sibling",
                "guardian",
                "representative",
                "other",
                name="relation",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("occupation", sa.String(), nullable=False),
        sa.Column("workplace", sa.String(), nullable=False),
        sa.Column("residence", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("is_representative", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_relative_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relative")),
    )
    with op.batch_alter_table("relative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relative_person_id"), ["person_id"], unique=False)

    op.create_table(
        "residence",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "permanent",
                "temporary",
                "current",
                name="residencekind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("as_written", sa.String(), nullable=False),
        sa.Column("unit_new", sa.String(), nullable=True),
        sa.Column("unit_old", sa.String(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_residence_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residence")),
    )
    with op.batch_alter_table("residence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_residence_person_id"), ["person_id"], unique=False)

    op.create_table(
        "episode",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "post_rehab",
                "rehab_home",
                "user_managed",
                name="episodekind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column(
            "rehab_form",
            sa.Enum(
                "home",
                "private",
                "public",
                "reform_school",
                "substitution",
                "compulsory_minor",
                "compulsory",
                name="rehabform",
                native_enum=False,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("rehab_ordinal", sa.Integer(), nullable=True),
        sa.Column("rehab_facility", sa.String(), nullable=False),
        sa.Column("completes_on", sa.Date(), nullable=True),
        sa.Column("proposal_number", sa.String(), nullable=False),
        sa.Column("proposal_on", sa.Date(), nullable=True),
        sa.Column("term_start", sa.Date(), nullable=True),
        sa.Column("term_end", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_episode_case_id_case_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
    )
    with op.batch_alter_table("episode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_episode_case_id"), ["case_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "helper",
                "organisation",
                "family",
                name="assignmentrole",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["decision.id"], name=op.f("fk_assignment_ended_by_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_assignment_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["decision.id"], name=op.f("fk_assignment_made_by_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_assignment_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assignment_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_assignment_volunteer_id_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assignment_ended_by_id"), ["ended_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assignment_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assignment_volunteer_id"), ["volunteer_id"], unique=False
        )

    op.create_table(
        "decision_person",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("term_start", sa.Date(), nullable=True),
        sa.Column("term_end", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_person_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_decision_person_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_decision_person_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_person")),
        sa.UniqueConstraint(
            "decision_id", "person_id", name=op.f("uq_decision_person_decision_id_person_id")
        ),
    )
    with op.batch_alter_table("decision_person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_person_decision_id"), ["decision_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_decision_person_person_id"), ["person_id"], unique=False
        )

    if op.get_bind().dialect.name == "sqlite":
        # Only the index is kept, no second copy of the names; unicode61 cuts words and the
        # program folds them itself, since no tokenizer folds đ.
        op.execute(
            "CREATE VIRTUAL TABLE person_search USING fts5(words, content='', "
            "contentless_delete=1, tokenize='unicode61', prefix='1 2 3')"
        )


def downgrade() -> None:
    raise NotImplementedError("the way back is the copy made before the upgrade")
