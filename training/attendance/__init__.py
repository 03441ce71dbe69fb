"""Marks and sheets, sealing."""
