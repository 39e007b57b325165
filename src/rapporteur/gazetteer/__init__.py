"""Names of States, organisations and groups of States."""
