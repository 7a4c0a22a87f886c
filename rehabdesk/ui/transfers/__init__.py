"""A person's file goes to another office, or comes from one."""
