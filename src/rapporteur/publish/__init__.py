"""Give the evidence out: as rows, and as files of rows."""
