"""One-time codes on paper."""

from collections.abc import Iterable
from datetime import datetime

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates, i18n
from training.accounts import queries
from training.accounts.models import User
from training.accounts.rules import reach
from training.accounts.service import CODE_LASTS, give_code
from training.accounts.slips import Head, Slip, slips_pdf
from training.accounts.views.users import bp
from training.db import db
from training.errors import NotFound
from training.permissions import Action
from training.web.access import requires
from training.web.downloads import PDF, download
from training.web.frame import known_institution


@bp.get("/codes")
@requires(Action.PRINT_CODES)
def codes() -> ResponseReturnValue:
    after = request.args.get("after", "")
    page = queries.without_password(by=current_user, within=reach(current_user), after=after)
    following = page[-1].user_name if len(page) == queries.PAGE else None
    return render_template("accounts/codes.html", users=page, following=following)


@bp.post("/codes")
@requires(Action.PRINT_CODES)
def print_codes() -> ResponseReturnValue:
    """New codes for the users chosen, as slips to hand over; nobody can read them again later."""
    chosen = queries.users_of(request.form.getlist("user", type=int), by=current_user)
    if not chosen:
        raise NotFound
    content = codes_on_paper(chosen, at=dates.now())
    db.session.commit()
    return download(content, name=f"codes-{dates.today()}.pdf", kind=PDF)


def codes_on_paper(users: Iterable[User], *, at: datetime) -> bytes:
    """New codes for ``users`` as slips, which the caller commits."""
    slips = [_slip(user, give_code(user, at=at, by=current_user)) for user in users]
    house = known_institution()
    head = Head(
        institution=str(house.name),
        address=current_app.config["PUBLIC_URL"],
        until=dates.local(at + CODE_LASTS).date(),
        language=i18n.language(),
        demo=house.is_demo,
    )
    return slips_pdf(slips, head=head)


def _slip(user: User, code: str) -> Slip:
    return Slip(name_km=user.name_km, name_en=user.name_en, user_name=user.user_name, code=code)
