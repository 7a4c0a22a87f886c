"""The bin, and throwing things into it from any page."""
