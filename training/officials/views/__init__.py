"""Pages of officials, and of the units in which they serve."""

from flask import Blueprint

from training.officials.views import doubles, officials, units

blueprints: tuple[Blueprint, ...] = (units.bp, officials.bp, doubles.bp)
