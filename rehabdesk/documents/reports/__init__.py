"""What is made of a report: the workbook, the pages to sign, the report in words."""
