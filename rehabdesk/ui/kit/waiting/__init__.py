"""What becomes of work handed in while the server of the office does not answer."""
