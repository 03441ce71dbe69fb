"""Pages of workflow: modules by steps, who holds a role, the roles of officials and units, closing units."""

from flask import Blueprint

from training.workflow.views import assignments, exclusion, modules, roles, transfer, units
from training.workflow.views.index import bp

blueprints: tuple[Blueprint, ...] = (bp,)

__all__ = ["assignments", "blueprints", "exclusion", "modules", "roles", "transfer", "units"]
