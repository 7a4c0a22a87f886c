"""Models of the commune, counselling points, drug-free status and survey rounds."""
