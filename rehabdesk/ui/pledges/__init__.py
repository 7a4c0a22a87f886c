"""Commitments: written down, their signed copies, in a person's file and on the team's page."""
