"""Pages of resources."""

from flask import Blueprint

from training.resources import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
