"""Bench of the optimiser: problems of one family, a greedy baseline, and a table."""
