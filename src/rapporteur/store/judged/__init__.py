"""Judgements kept as a log, and written through to the evidence that they bear on."""
