"""Identification lists: read, check, match, apply, compare, undo."""
