"""The catalogue of indicators and the layouts of reports, read from resources/."""
