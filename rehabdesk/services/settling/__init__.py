"""What is told when two saves meet: who saved before, and both editions in words."""
