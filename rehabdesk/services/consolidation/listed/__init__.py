"""Units of a list somebody has in Excel."""
