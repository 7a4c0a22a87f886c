"""Who helps whom and who was met when; the papers of those who help."""
