"""Pages of assessments."""

from flask import Blueprint

from training.assessments import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
