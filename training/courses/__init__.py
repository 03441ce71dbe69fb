"""Courses, prerequisites, requirements, exemptions, needs."""
