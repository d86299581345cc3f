"""What people fill in: the workbook of own figures, its template and its reader."""
