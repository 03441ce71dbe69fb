"""A real server on a real database with the demo in it, for tests that see what people see."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from app import create_app
from training import dates
from training.db import access, db
from training.demo import case

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = bool(os.environ.get("REQUIRE_BROWSER"))
needs_chromium = pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="no Chromium on this machine")
FINISHED = timedelta(days=12)  # the demo's running class can be finished when its day lies so far back


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Serve the demo, laid around a day that lets its running class be finished today."""
    app = create_app({"DATA_DIR": str(folder), "SECRET_KEY": "test", "DATABASE_URL": ""})
    with app.app_context(), access(to_write=True):
        db.create_all()
        case.lay(on=dates.today() - FINISHED, at=dates.now() - FINISHED)
        db.session.commit()
    serving = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()
    with app.app_context():
        db.engine.dispose()
