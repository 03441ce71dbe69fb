"""Pages of organisation."""

from flask import Blueprint

from training.organisation import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
