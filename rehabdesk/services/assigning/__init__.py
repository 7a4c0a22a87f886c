"""Who carries how many, who has nobody, and the papers that go with it."""

from __future__ import annotations
