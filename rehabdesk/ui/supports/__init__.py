"""Supports: the page of loans, training, jobs and help, and their part of a person's file."""

from __future__ import annotations
