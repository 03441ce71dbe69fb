"""Pages of accounts: signing in and out, one's password and second factor, users and their codes."""

from flask import Flask, current_app

from training.accounts.views import codes, door, second_factor

blueprints = (second_factor.bp, codes.bp)


def init_app(app: Flask) -> None:
    door.init_app(app)
    app.context_processor(lambda: {"known_pages": current_app.view_functions})
