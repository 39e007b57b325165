"""How the shipped models are made; never imported by the product."""
