"""Pages of the requirements: roles by courses, and the rules of one role."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.courses import queries, requirements
from training.courses.forms import RequirementForm
from training.courses.views.courses import bp
from training.db import db
from training.i18n import _
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.workflow.models import WorkflowRole
from training.workflow.queries import get_role


@bp.get("/requirements/")
@requires(Action.SEE_WORKFLOW)
def requirement_list() -> ResponseReturnValue:
    return render_template("courses/requirements.html", matrix=requirements.requirement_matrix())


@bp.get("/requirements/<code>")
@requires(Action.SEE_WORKFLOW)
def requirements_of(code: str) -> ResponseReturnValue:
    return _page(get_role(code), _form())


@bp.post("/requirements/<code>")
@requires(Action.MANAGE_COURSES)
def require(code: str) -> ResponseReturnValue:
    role, form = get_role(code), _form()
    if form.accepts():
        course = queries.get_course(form.course.data)
        with form.tells_refusals():
            requirements.require(role, course, kind=form.unit_kind, by=current_user)
            db.session.commit()
            said(_("The role needs %(course)s from now on.", course=course.name))
            return redirect(url_for(".requirements_of", code=role.code), 303)
    return _page(role, form)


@bp.post("/requirements/rules/<int:rule_id>/removal")
@requires(Action.MANAGE_COURSES)
def requirement_removal(rule_id: int) -> ResponseReturnValue:
    rule = requirements.get_requirement(rule_id)
    code = rule.role_code
    requirements.no_longer_require(rule, by=current_user)
    db.session.commit()
    said(_("The role does not need the course there any more; what was earned stays."))
    return redirect(url_for(".requirements_of", code=code), 303)


def _form() -> RequirementForm:
    return RequirementForm(courses=[course for course in queries.courses() if not course.withdrawn])


def _page(role: WorkflowRole, form: RequirementForm) -> ResponseReturnValue:
    rules = requirements.requirements_of(role)
    return render_template("courses/requirements_of.html", role=role, rules=rules, form=form), form.status
