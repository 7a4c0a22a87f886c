"""What the team works with, as it comes with the program."""
