"""Seats, waiting list, replacement, and the life of a seat."""
