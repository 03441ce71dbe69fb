"""The second factor: set it up, show it."""

import io

import segno
from flask import Response, redirect, render_template, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.accounts import second_factor as factor
from training.accounts.forms import SecondFactorForm
from training.accounts.guessing import forget_tries
from training.accounts.secret import new_totp_secret, totp_address
from training.accounts.views.door import begin_try, carry
from training.accounts.views.sign_in import bp
from training.db import db
from training.errors import NotFound
from training.i18n import _
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.web.frame import known_institution


@bp.get("/second-factor")
@requires(Action.CHANGE_OWN_ACCESS)
def second_factor() -> ResponseReturnValue:
    return render_template("accounts/second_factor.html", form=SecondFactorForm())


@bp.post("/second-factor")
@requires(Action.CHANGE_OWN_ACCESS)
def second_factor_send() -> ResponseReturnValue:
    form = SecondFactorForm()
    if form.accepts() and _guess(form, secret=None):
        return redirect("/", 303)
    return render_template("accounts/second_factor.html", form=form), 422


@bp.get("/second-factor/new")
@requires(Action.CHANGE_OWN_ACCESS)
def new_second_factor() -> ResponseReturnValue:
    """The secret waits in this browser's session until the telephone has shown a code of it."""
    session.setdefault("totp_secret", new_totp_secret())
    return render_template(
        "accounts/new_second_factor.html", form=SecondFactorForm(), secret=session["totp_secret"]
    )


@bp.post("/second-factor/new")
@requires(Action.CHANGE_OWN_ACCESS)
def new_second_factor_send() -> ResponseReturnValue:
    form, secret = SecondFactorForm(), session.get("totp_secret", "")
    if secret and form.accepts() and _guess(form, secret=secret):
        session.pop("totp_secret")
        said(_("Your telephone is now your second factor."))
        return redirect("/", 303)
    return render_template("accounts/new_second_factor.html", form=form, secret=secret), 422


@bp.get("/second-factor/picture.svg")
@requires(Action.CHANGE_OWN_ACCESS)
def second_factor_picture() -> ResponseReturnValue:
    secret = session.get("totp_secret")
    if not secret:
        raise NotFound
    address = totp_address(secret, name=current_user.user_name, issuer=known_institution().name.en)
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=5, border=4, light="white")
    return Response(out.getvalue(), content_type="image/svg+xml")


def _guess(form: SecondFactorForm, *, secret: str | None) -> bool:
    """Judge the code; the name of the try is that of the second factor, which no stranger can use up."""
    at, code, sign_in = dates.now(), form.code.data or "", current_user.sign_in
    tried = begin_try(f"+{current_user.user_name}", at=at)
    if secret:
        right = factor.enrol(sign_in, code, secret=secret, at=at)
    else:
        right = factor.show_code(sign_in, code, at=at)
    if right:
        forget_tries(tried)
        db.session.commit()
        carry(sign_in)
    else:
        form.code.errors = [_("This code is not right, or was used already. Wait for the next one.")]
    return right
