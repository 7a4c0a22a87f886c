"""A person's file on its way to another office, or come from one (F117)."""
