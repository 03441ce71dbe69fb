"""Pages of workflow."""

from flask import Blueprint

from training.workflow import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
