"""Find who said what in a structured source, and what kind of point it is."""
