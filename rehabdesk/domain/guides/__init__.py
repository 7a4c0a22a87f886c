"""Pages of advice that come with the program: read off a text, told in the window and on paper."""

from __future__ import annotations
