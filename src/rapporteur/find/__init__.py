"""Answer questions with ranked points, and find where else a measure is told of."""
