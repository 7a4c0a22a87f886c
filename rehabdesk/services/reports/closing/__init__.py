"""Reports closed: figures and names kept as sent, what has changed since, where they are now."""
