"""Pages of attendance."""

from flask import Blueprint

from training.attendance import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
