"""Pages of certificates: the register, those of a class, one of them, one's own, and the public check."""

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.accounts.models import Door
from training.accounts.views.door import begin_try
from training.attendance import queries as classes
from training.certificates import models, queries, service  # noqa: F401
from training.certificates.forms import CertificateFilters, CheckForm, EndForm
from training.certificates.layout import certificates_pdf
from training.certificates.models import Certificate, CertificateState
from training.db import db
from training.errors import NotFound
from training.i18n import _, ngettext
from training.permissions import Action
from training.web.access import public, requires
from training.web.downloads import PDF, download
from training.web.errors import said
from training.web.look import here

bp = Blueprint("certificates", __name__)
own = Blueprint("own_certificates", __name__)
verification = Blueprint("verification", __name__, url_prefix="/verify")
blueprints = (bp, own, verification)


@bp.get("/certificates")
@requires(Action.SEE_CERTIFICATES)
def index() -> ResponseReturnValue:
    form = CertificateFilters.from_address(user=current_user)
    before = request.args.get("before", type=int)
    register = queries.register(current_user, chosen=form.chosen, before=before)
    further = here(before=str(register.before)) if register.before else None
    return render_template("certificates/index.html", filters=form, register=register, further=further)


@bp.get("/classes/<int:class_id>/certificates")
@requires(Action.SEE_CERTIFICATES)
def of_class(class_id: int) -> ResponseReturnValue:
    training_class = classes.get_class(class_id, user=current_user)
    page = {
        "rows": queries.of_class(training_class, user=current_user),
        "obstacles": list(service.obstacles(training_class)),
        "waiting": len(service.deserving(training_class)),
    }
    return render_template("certificates/of_class.html", training_class=training_class, **page)


@bp.post("/classes/<int:class_id>/certificates")
@requires(Action.ISSUE_CERTIFICATES)
def issue(class_id: int) -> ResponseReturnValue:
    training_class = classes.get_class(class_id, user=current_user)
    issued = service.issue(training_class, **_now())
    db.session.commit()
    said(ngettext("%(num)s certificate is issued.", "%(num)s certificates are issued.", len(issued)))
    return redirect(url_for("certificates.of_class", class_id=class_id), 303)


@bp.get("/classes/<int:class_id>/certificates.pdf")
@requires(Action.SEE_CERTIFICATES)
def together(class_id: int) -> ResponseReturnValue:
    """All valid certificates of the class in one file, a page each."""
    training_class = classes.get_class(class_id, user=current_user)
    rows = queries.of_class(training_class, user=current_user)
    valid = [service.facts_of(each) for each in rows if each.state is CertificateState.VALID]
    if not valid:
        raise NotFound
    return download(certificates_pdf(valid), name=f"certificates-class-{class_id}.pdf", kind=PDF)


@bp.get("/certificates/<int:number>")
@requires(Action.SEE_CERTIFICATES)
def show(number: int) -> ResponseReturnValue:
    return _show(queries.get(number, user=current_user), EndForm())


@bp.get("/certificates/<int:number>/file")
@requires(Action.SEE_OWN_HOME)
def file(number: int) -> ResponseReturnValue:
    """The bytes as issued; also for the official himself."""
    certificate = queries.get(number, user=current_user)
    return download(queries.content(certificate), name=f"certificate-{certificate.number}.pdf", kind=PDF)


@bp.post("/certificates/<int:number>/voiding")
@requires(Action.VOID_CERTIFICATES)
def void(number: int) -> ResponseReturnValue:
    certificate, form = queries.get(number, user=current_user), EndForm()
    if not form.accepts():
        return _show(certificate, form)
    service.void(certificate, reason=form.reason.data, by=current_user, at=dates.now())
    db.session.commit()
    said(_("The certificate is void."))
    return redirect(url_for("certificates.show", number=number), 303)


@bp.post("/certificates/<int:number>/replacement")
@requires(Action.VOID_CERTIFICATES)
def reissue(number: int) -> ResponseReturnValue:
    certificate, form = queries.get(number, user=current_user), EndForm()
    if not form.accepts():
        return _show(certificate, form)
    new = service.reissue(certificate, reason=form.reason.data, **_now())
    db.session.commit()
    said(_("Certificate %(number)s takes its place.", number=new.number))
    return redirect(url_for("certificates.show", number=new.id), 303)


@own.get("/own/certificates", endpoint="index")
@requires(Action.SEE_OWN_STORY)
def own_index() -> ResponseReturnValue:
    rows = queries.of_official(current_user.official_id)
    return render_template("own_certificates/index.html", rows=rows)


@verification.get("", endpoint="index")
@public
def check() -> ResponseReturnValue:
    form = CheckForm(request.args)
    if not request.args.get("number"):
        return _unlisted(render_template("verification/index.html", form=CheckForm(), missed=False))
    begin_try("", door=Door.CERTIFICATE, at=dates.now())
    if form.validate() and (found := queries.by_number(form.number.data, family_name=form.family_name.data)):
        return _unlisted(render_template("verification/show.html", certificate=found))
    return _unlisted(render_template("verification/index.html", form=form, missed=not form.errors), 404)


@verification.get("/<code>", endpoint="show")
@public
def checked(code: str) -> ResponseReturnValue:
    begin_try("", door=Door.CERTIFICATE, at=dates.now())
    return _unlisted(render_template("verification/show.html", certificate=queries.by_code(code)))


def _show(certificate: Certificate, form: EndForm) -> ResponseReturnValue:
    again = EndForm()
    again.reason.id = "reason_to_replace"  # the page holds both forms
    page = {"facts": service.facts_of(certificate), "successor": queries.successor(certificate), "form": form}
    page |= {"again": again}
    return render_template("certificates/show.html", certificate=certificate, **page), form.status


def _unlisted(page: str, status: int = 200) -> Response:
    """No search engine keeps it, no cache stores it."""
    answer = Response(page, status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _now() -> dict[str, Any]:
    return {
        "by": current_user,
        "at": dates.now(),
        "on": dates.today(),
        "public_url": current_app.config["PUBLIC_URL"],
    }
