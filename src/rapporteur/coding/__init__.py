"""Match points to the codes of frameworks."""
