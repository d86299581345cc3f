"""A brief as a workbook."""
