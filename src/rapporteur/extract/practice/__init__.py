"""What was done, by whom, for whom, since when."""
