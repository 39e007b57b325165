"""People judge what the machine proposed: which first, what they decide, how far they agree."""
