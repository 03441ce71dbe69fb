"""Pages of operation."""

from flask import Blueprint

blueprints: tuple[Blueprint, ...] = ()
