"""Several at one office: who has which file open, and what others have saved."""
