"""What can be read of a report's package without the program."""
