"""What a window does because others work in the same office at the same time."""
