"""Answer questions with ranked points."""
