"""What teams did: kinds of activities, occasions with their figures, sums over any window."""
