"""What the page of reports shows and hands out of the report it is turned to."""
