"""What was asked, of whom, by whom, and how it was answered."""
