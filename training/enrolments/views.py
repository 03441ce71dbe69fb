"""Pages of enrolments."""

from flask import Blueprint

from training.enrolments import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
