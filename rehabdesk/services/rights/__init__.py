"""Who may see and do what, where a role alone does not say it."""
