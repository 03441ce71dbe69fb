"""A real server on a real database with the demo in it, for tests that see what people see."""

import atexit
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app import create_app
from training import dates
from training.db import access, db
from training.demo import case

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = bool(os.environ.get("REQUIRE_BROWSER"))
needs_chromium = pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="no Chromium on this machine")
FINISHED = timedelta(days=12)  # the demo's running class can be finished when its day lies so far back


def _app(folder: Path) -> Flask:
    return create_app({"DATA_DIR": str(folder), "SECRET_KEY": "test", "DATABASE_URL": ""})


@cache
def laid() -> Path:
    """A folder with the demo in it, laid once for all servers of this process."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    app = _app(folder)
    with app.app_context(), access(to_write=True):
        db.create_all()
        case.lay(on=dates.today() - FINISHED, at=dates.now() - FINISHED)
        db.session.commit()
        db.engine.dispose()
    return folder


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Serve the demo, laid around a day that lets its running class be finished today."""
    shutil.copytree(laid(), folder, dirs_exist_ok=True)
    app = _app(folder)
    serving = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()
    with app.app_context():
        db.engine.dispose()
