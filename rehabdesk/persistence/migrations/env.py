from __future__ import annotations

from alembic import context

import rehabdesk.domain.records.reporting  # its tables count too
import rehabdesk.domain.records.teamwork  # its tables count too
import rehabdesk.domain.records.together  # noqa: F401 – its tables count too
from rehabdesk.domain.records import Entity

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Entity.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
