"""Mô hình, địa bàn: models, counselling points, drug-free areas, survey rounds."""
