"""The pages of units count officials, so they stand in the room of officials; this one has none of its own."""

from flask import Blueprint

from training.organisation import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
