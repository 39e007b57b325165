"""Measure how fast search answers, at ten thousand, a hundred thousand and a million points."""
