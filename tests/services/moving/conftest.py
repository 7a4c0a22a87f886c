from __future__ import annotations

from tests.server_offices import password_server

__all__ = ["password_server"]
