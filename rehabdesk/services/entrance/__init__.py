"""What is known before anybody has signed in; it is loaded in an instant."""

from __future__ import annotations
