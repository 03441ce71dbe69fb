"""Pages of courses, of what roles need, and of needs."""

from flask import Blueprint

from training.courses.views import courses, needs, nominations, requirements

blueprints: tuple[Blueprint, ...] = (courses.bp, needs.bp)

__all__ = ["blueprints", "nominations", "requirements"]
