"""One record of every kind that is edited in a form."""

from __future__ import annotations

from tests.services.settling.of_the_day import (
    a_body_test,
    a_draft,
    a_kind,
    a_note,
    a_pledge,
    a_support,
    a_tip,
    an_activity_kept,
)
from tests.services.settling.of_the_office import (
    a_book,
    a_hamlet,
    a_person_file,
    a_profile,
    a_signer,
    a_user,
    a_volunteer_kept,
    a_whole_file,
    an_organisation,
)
from tests.services.settling.of_the_team import (
    a_day_off,
    a_group,
    a_model,
    a_plan,
    a_reached_target,
    a_round,
    a_target,
    a_typed_figure,
    a_visit,
    an_area,
    an_event,
)

SCENES = (
    a_person_file,
    a_whole_file,
    a_signer,
    a_profile,
    a_hamlet,
    a_book,
    a_user,
    a_volunteer_kept,
    an_organisation,
    a_support,
    a_pledge,
    a_note,
    a_body_test,
    a_draft,
    a_tip,
    a_kind,
    an_activity_kept,
    a_model,
    a_visit,
    a_round,
    an_area,
    a_group,
    a_plan,
    a_target,
    a_reached_target,
    a_day_off,
    a_typed_figure,
    an_event,
)
