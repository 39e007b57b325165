"""Keep evidence in a database, whole or not at all."""
