"""Pages of identification: send a list, see what is in it, decide, apply, undo, hand it back."""

from flask import Blueprint

from training.identification.pairing.views import bp as pairs_bp
from training.identification.views import comparison, files, lists, rows
from training.identification.views.shared import bp

__all__ = ["comparison", "files", "lists", "rows"]  # their pages are on the one blueprint
blueprints: tuple[Blueprint, ...] = (bp, pairs_bp)
