"""Pages of officials."""

from flask import Blueprint

from training.officials import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
