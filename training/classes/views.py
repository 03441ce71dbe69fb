"""Pages of classes."""

from flask import Blueprint

from training.classes import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
