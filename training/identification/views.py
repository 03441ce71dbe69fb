"""Pages of identification."""

from flask import Blueprint

from training.identification import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
