"""Settings, read once from the environment; everything a ministry may change later stands in the database."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from training.errors import SettingError

HOME = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024


def settings(environment: Mapping[str, str]) -> dict[str, object]:
    """Turn environment variables into Flask's settings.

    Raises:
        SettingError: PostgreSQL is asked for without a secret, or an address cannot be read.
    """
    folder = Path(environment.get("DATA_DIR") or HOME / "instance").resolve()
    url = database_url(environment.get("DATABASE_URL", ""), folder=folder)
    public = environment.get("PUBLIC_URL", "").rstrip("/")
    secure = public.startswith("https://")
    return {
        "DATA_DIR": folder,
        "SQLALCHEMY_DATABASE_URI": url,
        "SECRET_KEY": environment.get("SECRET_KEY") or _kept_key(url, folder=folder),
        "PUBLIC_URL": public,
        "HOST": environment.get("HOST", "127.0.0.1"),
        "PORT": _port(environment.get("PORT", "5000")),
        "TRUSTED_HOSTS": _hosts(public),
        "MAX_CONTENT_LENGTH": 40 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "MAX_FORM_PARTS": 2000,
        "SESSION_COOKIE_NAME": "__Host-training" if secure else "training",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
    }


def database_url(text: str, *, folder: Path) -> str:
    """Give SQLAlchemy's address of the database; without one, an SQLite file in ``folder``."""
    if not text:
        folder.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{folder / 'training.db'}"
    if text.startswith("sqlite:"):
        return _readable(text)
    for scheme in ("postgres://", "postgresql://", "postgresql+psycopg://"):
        if text.startswith(scheme):
            return _readable("postgresql+psycopg://" + text.removeprefix(scheme))
    raise SettingError(
        setting="DATABASE_URL", hint="it must begin with sqlite:/// or postgresql://; leave it out for SQLite"
    )


def _readable(url: str) -> str:
    try:
        make_url(url)
    except (ArgumentError, ValueError) as error:
        raise SettingError(setting="DATABASE_URL", hint="it is not an address of a database") from error
    return url


def _kept_key(url: str, *, folder: Path) -> str:
    """Make the secret on first start and keep it beside the SQLite database."""
    if not url.startswith("sqlite"):
        raise SettingError(setting="SECRET_KEY", hint="with PostgreSQL it must be given: a long random text")
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "secret_key"
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return place.read_text().strip()


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingError(setting="PORT", hint="it must be a number from 1 to 65535")
    return int(text)


def _hosts(public: str) -> list[str] | None:
    """Name the hosts a request may ask for; without a public address any name of this machine will do."""
    if not public:
        return None
    host = urlsplit(public).hostname
    if not host or not public.startswith(("http://", "https://")):
        raise SettingError(setting="PUBLIC_URL", hint="it must look like https://training.example.gov.kh")
    return [host, "localhost", "127.0.0.1"]
