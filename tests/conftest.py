"""One application on SQLite or PostgreSQL, one rolled-back transaction a test, a browser, a query counter."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask import session as signed
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.engine import Engine

from app import create_app
from tests import postgres
from training import dates, i18n
from training.accounts.models import User
from training.accounts.service import open_sign_in
from training.db import db, may_write


class Browser(FlaskClient):
    """Gives each request its own app context, hence its own ``g`` and database session.

    A view that forgets to commit therefore loses its work here, as it would in production.
    """

    def open(self, *args, **kwargs):
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        may_write()
        i18n.speak("en")
        db.session.expire_all()
        return answer

    def send(self, path, form=None, **kwargs):
        """Send a form with its token."""
        return self.post(path, data={**(form or {}), "csrf_token": self.token()}, **kwargs)

    def token(self) -> str:
        with self.session_transaction() as session:
            secret = session.setdefault("csrf_token", "0" * 40)
        with self.application.app_context(), self.application.test_request_context():
            signed["csrf_token"] = secret
            return generate_csrf()


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """With ``TEST_DATABASE=postgresql`` a PostgreSQL cluster of our own; otherwise SQLite in memory."""
    if os.environ.get("TEST_DATABASE") != "postgresql":
        yield "sqlite://"
        return
    with postgres.cluster() as url:
        yield url


@pytest.fixture(scope="session")
def app(database_url, tmp_path_factory) -> Iterator[Flask]:
    given = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "test",
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "TESTING": True,
        "PUBLIC_URL": "http://localhost",
        "TEMPLATES_AUTO_RELOAD": False,
    }
    app = create_app(given)
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()
    app.extensions["huey"].storage.close()  # opened by who woke a worker


@pytest.fixture
def bare_url(request, database_url, tmp_path) -> Iterator[str]:
    """The address of an empty database of our own."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    server = create_engine(
        database_url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    name = f"bare_{getattr(request.config, 'workerinput', {}).get('workerid', 'alone')}"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(database_url).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def bare(bare_url, tmp_path) -> Iterator[Flask]:
    """An application of our own on an empty database, for tests that commit; mark them ``real_database``."""
    app = create_app({"DATABASE_URL": bare_url, "SECRET_KEY": "test", "DATA_DIR": str(tmp_path)})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
        app.extensions["huey"].storage.close()


@pytest.fixture
def bare_again(bare, bare_url, tmp_path) -> Iterator[Flask]:
    """A second application on the database of ``bare``, as another process would be."""
    app = create_app({"DATABASE_URL": bare_url, "SECRET_KEY": "test", "DATA_DIR": str(tmp_path)})
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def rolled_back(request, app, monkeypatch) -> Iterator[None]:
    """Run the test inside one transaction that is never kept."""
    if request.node.get_closest_marker("real_database"):
        yield
        return
    with app.app_context():
        i18n.speak("en")
        connection = db.engine.connect()
        outer = connection.begin()
        monkeypatch.setitem(db.engines, None, connection)
        db.session.configure(join_transaction_mode="create_savepoint")
        yield
        db.session.remove()
        outer.rollback()
        connection.close()
    may_write()


@pytest.fixture
def browser(app) -> Browser:
    return app.test_client()


@pytest.fixture
def browser_of(app) -> Callable[[User], Browser]:
    """A browser in which the given user has signed in."""

    def signed_in(user: User) -> Browser:
        client = app.test_client()
        sign_in = open_sign_in(user, at=dates.now())
        sign_in.second_factor_at = dates.now()
        db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = sign_in.token
            session["language"] = "en"
        return client

    return signed_in


class Queries(list):
    """The statements that reached the database."""

    def __str__(self) -> str:
        return "\n\n".join(self)


@pytest.fixture
def queries() -> Callable:
    """``with queries() as sent: …; assert len(sent) == 7``"""

    @contextmanager
    def counting() -> Iterator[Queries]:
        sent = Queries()

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "BEGIN", "SET ")):
                sent.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        yield sent
        event.remove(Engine, "before_cursor_execute", note)

    return counting
