"""Read a file of any kind into a Source."""
