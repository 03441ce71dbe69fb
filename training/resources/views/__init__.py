"""Pages of centres, rooms, trainers, and of the days on which one cannot teach."""

from flask import Blueprint

from training.resources.views import days, features, places, trainers
from training.resources.views.index import bp

blueprints: tuple[Blueprint, ...] = (bp,)

__all__ = ["blueprints", "days", "features", "places", "trainers"]
