"""What goes up to the superior authority."""
