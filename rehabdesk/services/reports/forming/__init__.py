"""Layouts taken from a file of a province, and shown before they are used."""
