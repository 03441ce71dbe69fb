"""Completion figures and exports."""
