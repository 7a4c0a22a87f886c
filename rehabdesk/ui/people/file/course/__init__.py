"""What is done about a person's course in the window: events, terms, endings, new episodes."""

from __future__ import annotations
