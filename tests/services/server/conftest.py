from __future__ import annotations

from tests.server_offices import founded, founded_once, owner, password_server

__all__ = ["founded", "founded_once", "owner", "password_server"]
