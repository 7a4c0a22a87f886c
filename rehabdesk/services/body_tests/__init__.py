"""Tests for drugs in the body: a sensitive part, seen by those alone who were given the right."""
