"""Pages of readiness."""

from flask import Blueprint

from training.readiness import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
