"""Results and attempts, and the outcome of a seat."""
