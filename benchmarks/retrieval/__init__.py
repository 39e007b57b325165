"""How well questions find the sentences that answer them."""
