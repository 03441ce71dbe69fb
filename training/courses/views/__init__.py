"""Pages of courses and of needs."""

from flask import Blueprint

from training.courses.views import courses, needs

blueprints: tuple[Blueprint, ...] = (courses.bp, needs.bp)
