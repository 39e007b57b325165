"""The card of what is shipped: measured figures, plots, and docs/method.md made of them."""
