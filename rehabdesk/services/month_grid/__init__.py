"""A team's month on one sheet: who was at which occasion, and what each did besides."""
