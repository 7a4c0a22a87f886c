"""Plans, the targets they set, how far those are reached, and what they were spread to."""
