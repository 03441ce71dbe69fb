"""Pages of home."""

from flask import Blueprint

blueprints: tuple[Blueprint, ...] = ()
