"""Two files of one person put together, and split again as they were."""
