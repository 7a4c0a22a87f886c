"""The sheet itself: its cells, its keys, its look."""
