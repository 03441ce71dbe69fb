"""Modules, chains, workflow roles, role assignments."""
