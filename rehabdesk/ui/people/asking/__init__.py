"""Hỏi nhanh số liệu: the question of the telephone, its answer and the names behind it."""
