"""Whose words each sentence reports, and who says what inside it."""
