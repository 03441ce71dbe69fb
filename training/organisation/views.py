"""The pages of units count officials, so they stand in the room of officials; none stands here."""

from flask import Blueprint

from training.organisation import models  # noqa: F401

blueprints: tuple[Blueprint, ...] = ()
