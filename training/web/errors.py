"""Every failure has two faces: a page with one sentence, or problem JSON (RFC 9457) for programs."""

import json
import logging

from flask import Flask, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from training.db import db
from training.errors import NotFound, SignInNeeded, TrainingError
from training.i18n import lazy

log = logging.getLogger(__name__)


class ExpiredForm(TrainingError):
    status = 403
    message = lazy(
        "This form has expired or did not come from this site. Load its page again and send it once more."
    )


class TooLarge(TrainingError):
    status = 413
    message = lazy("What was sent is too large: at most 40 MB.")


class BadRequest(TrainingError):
    status = 400
    message = lazy("The browser sent a request that cannot be understood.")


class WrongMethod(TrainingError):
    status = 405
    message = lazy("This address cannot be used in this way.")


class Busy(TrainingError):
    status = 503
    message = lazy("The database is busy or out of reach. Nothing was changed; please try again in a minute.")


class Clash(TrainingError):
    status = 409
    message = lazy("Somebody else changed this at the same moment. Nothing was changed; please look again.")


class Fault(TrainingError):
    status = 500
    message = lazy("Something went wrong on our side. Nothing was changed; the fault has been written down.")


FACES: dict[int, type[TrainingError]] = {400: BadRequest, 404: NotFound, 405: WrongMethod, 413: TooLarge}


def wants_json() -> bool:
    if request.path.startswith("/api/"):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def show(error: TrainingError) -> ResponseReturnValue:
    """Answer with the error's sentence; whatever the request had begun is rolled back."""
    db.session.rollback()
    if isinstance(error, SignInNeeded) and not wants_json():
        flash(str(error), "info")
        wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
        return redirect(url_for("accounts.sign_in", next=wanted), 303)
    if wants_json():
        return problem(error)
    return render_template("errors/error.html", error=error, request_id=g.get("request_id", "")), error.status


def problem(error: TrainingError) -> Response:
    body = {
        "type": f"/errors/{error.code}",
        "title": str(error),
        "status": error.status,
        "request_id": g.get("request_id", ""),
        **error.machine_facts,
    }
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, error.status, content_type="application/problem+json")


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code and error.code < 400:
        return error  # a redirect that Werkzeug raises
    face = FACES.get(error.code or 500)
    if face is None:
        face = BadRequest if (error.code or 500) < 500 else Fault
    return show(face())


def _fault(error: Exception) -> ResponseReturnValue:
    cause = getattr(error, "original_exception", None) or error
    log.error("fault in request %s", g.get("request_id", "-"), exc_info=cause)
    return show(Fault())


def _database(error: OperationalError) -> ResponseReturnValue:
    log.error("database trouble in request %s: %s", g.get("request_id", "-"), error.orig)
    return show(Busy())


def init_app(app: Flask) -> None:
    app.register_error_handler(TrainingError, show)
    app.register_error_handler(CSRFError, lambda _error: show(ExpiredForm()))
    app.register_error_handler(IntegrityError, lambda _error: show(Clash()))
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(InternalServerError, _fault)
    app.register_error_handler(HTTPException, _http)


def said(message: str) -> None:
    """Tell the person, on the next page, what happened."""
    flash(message, "success")
