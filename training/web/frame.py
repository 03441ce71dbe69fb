"""What surrounds every request: language, reading or writing, security headers, what templates may use."""

import secrets
from typing import Any

from flask import Blueprint, Flask, Response, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from training import dates, i18n
from training.db import may_write, only_read
from training.institution import Institution, institution
from training.permissions import ROLE_NAMES, Action, Role
from training.web import errors, look
from training.web.access import public

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
csrf = CSRFProtect()
bp = Blueprint("web", __name__)


def init_app(app: Flask) -> None:
    csrf.init_app(app)
    errors.init_app(app)
    look.init_app(app)
    app.before_request(begin)
    app.after_request(protect)
    app.teardown_request(lambda _error: may_write())
    app.context_processor(surroundings)
    app.register_blueprint(bp)


def begin() -> None:
    """Give the request a number and a language; a safe one may only read, and the database sees to it."""
    g.request_id = secrets.token_hex(8)
    if request.method in SAFE:
        only_read()
    else:
        may_write()
    i18n.speak(wanted_language())
    if any("\0" in text for _name, texts in request.values.lists() for text in texts):
        raise errors.BadRequest  # PostgreSQL cannot hold it, and nobody types it


def wanted_language() -> str:
    """The reader's choice; on a first visit the browser's, otherwise Khmer."""
    if chosen := session.get("language"):
        return chosen
    if request.accept_languages:
        return request.accept_languages.best_match(i18n.LANGUAGES) or "km"
    return "km"


def protect(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["X-Request-Id"] = g.get("request_id", "")
    if request.endpoint != "static":
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def known_institution() -> Institution:
    """The institution, loaded once for a request."""
    if "institution" not in g:
        g.institution = institution()
    return g.institution


def surroundings() -> dict[str, Any]:
    return {
        "institution": known_institution(),
        "language": i18n.language(),
        "theme": session.get("theme", "auto"),
        "today": dates.today(),
        "Action": Action,
        "Role": Role,
        "ROLE_NAMES": ROLE_NAMES,
        "i18n": i18n,
        "dates": dates,
    }


def own_address(wanted: str | None) -> str:
    """``wanted`` if it is a path of this site, else the first page: a foreign address never gets through."""
    plain = wanted or ""
    if not plain.startswith("/") or plain.startswith(("//", "/\\")) or any(ord(sign) < 33 for sign in plain):
        return "/"
    return plain


@bp.post("/language")
@public
def language() -> ResponseReturnValue:
    wanted = request.form.get("language", "km")
    session["language"] = wanted if wanted in i18n.LANGUAGES else "km"
    return redirect(own_address(request.form.get("next")), 303)


@bp.post("/theme")
@public
def theme() -> ResponseReturnValue:
    wanted = request.form.get("theme", "auto")
    session["theme"] = wanted if wanted in {"auto", "light", "dark"} else "auto"
    return redirect(own_address(request.form.get("next")), 303)
