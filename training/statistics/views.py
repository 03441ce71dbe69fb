"""Pages of statistics."""

from flask import Blueprint

blueprints: tuple[Blueprint, ...] = ()
