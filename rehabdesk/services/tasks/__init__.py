"""What has to be done, found by rule from decisions, events and the law; nothing is ticked off."""

from __future__ import annotations
