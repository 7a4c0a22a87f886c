"""What another office did with a person before she came here, kept to be read."""
