"""Pages that show the record."""
