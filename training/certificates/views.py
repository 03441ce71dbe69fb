"""Pages of certificates."""

from flask import Blueprint

from training.certificates import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
