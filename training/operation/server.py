"""The server that ``make run`` starts: gunicorn inside this program, two processes of eight threads."""

import socket
from collections.abc import Iterable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from training.errors import TrainingError
from training.i18n import lazy


class PortTaken(TrainingError):
    status = 500
    message = lazy("Port %(port)s of %(host)s is in use; choose another one: make run PORT=%(next)s")


class Server(BaseApplication):
    """Gunicorn with settings of ours, and nothing from the command line."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        super().__init__()

    def load_config(self) -> None:
        for name, value in settings(self.app).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def settings(app: Flask) -> dict[str, Any]:
    return {
        "bind": f"{app.config['HOST']}:{app.config['PORT']}",
        "worker_class": "gthread",
        "workers": 2,
        "threads": 8,
        "timeout": 120,  # seconds; a large list is read in a job, not here
        "loglevel": "warning",
        "control_socket_disable": True,
    }


def see_port_free(*, host: str, port: int) -> None:
    """Try the port, so that its being taken is one sentence and not a log.

    Raises:
        PortTaken: somebody listens there, or the name is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise PortTaken(host=host, port=port, next=port % 65535 + 1) from error


def welcome(app: Flask, notes: Iterable[str]) -> str:
    """Where the program is, and what a newcomer should know."""
    address = app.config["PUBLIC_URL"] or f"http://{app.config['HOST']}:{app.config['PORT']}"
    return "\n".join(["", f"  {address}/", *(f"  {note}" for note in notes), "", "  Stop with Ctrl+C.", ""])
