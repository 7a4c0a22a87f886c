"""The package of a report: a workbook people read that carries a sealed copy for the program."""
