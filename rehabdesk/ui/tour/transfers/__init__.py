"""A file goes to another office: the steps of the tour."""
