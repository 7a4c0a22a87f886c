"""Who has served, the certificates of it, the duty roster and the training classes."""
