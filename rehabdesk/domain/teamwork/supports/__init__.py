"""Supports: which stations each kind passes, and how far one has come by its dated facts."""

from __future__ import annotations
