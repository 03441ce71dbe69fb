"""Pages of courses."""

from flask import Blueprint

from training.courses import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
