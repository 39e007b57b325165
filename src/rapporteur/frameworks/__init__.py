"""Agreed lists of codes, read from YAML and validated."""
