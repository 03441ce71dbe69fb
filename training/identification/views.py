"""Pages of identification."""

from flask import Blueprint

blueprints: tuple[Blueprint, ...] = ()
