"""Pages of demo."""

from flask import Blueprint

blueprints: tuple[Blueprint, ...] = ()
