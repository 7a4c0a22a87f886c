"""Files of one person: found, laid side by side, merged and split again."""
