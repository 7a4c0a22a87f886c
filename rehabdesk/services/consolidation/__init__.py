"""What an upper office does: packages taken in, held against each other, added up."""
