"""Pages of courses: the catalogue, one course, and the courses of an official."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.courses import catalogue, queries, service
from training.courses.forms import CourseForm, ExemptionForm, NewCourseForm, NominationForm
from training.courses.models import Course
from training.courses.words import BASES
from training.db import db
from training.errors import RuleViolation
from training.i18n import _
from training.officials.models import Official
from training.officials.queries import get_official
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.workflow.queries import modules

bp = Blueprint("courses", __name__)


@bp.app_context_processor
def words() -> dict[str, Any]:
    return {"BASES": BASES}


@bp.get("/courses/")
@requires(Action.SEE_COURSES)
def index() -> ResponseReturnValue:
    return render_template("courses/index.html", courses=queries.courses())


@bp.get("/courses/<int:course_id>")
@requires(Action.SEE_COURSES)
def show(course_id: int) -> ResponseReturnValue:
    course = queries.get_course(course_id)
    return render_template(
        "courses/show.html",
        course=course,
        roles=queries.required_for(course),
        features=queries.feature_names(course.features),
        needed=queries.need_count(current_user, queries.NeedFilters(on=dates.today(), course=course.id)),
    )


@bp.route("/courses/new", methods=["GET", "POST"])
@requires(Action.MANAGE_COURSES)
def new() -> ResponseReturnValue:
    form = NewCourseForm(courses=queries.courses(), features=queries.features(), modules=modules())
    if form.accepts():
        with form.tells_refusals():
            course = catalogue.add_course(by=current_user, **form.facts)
            catalogue.let_come_after(course, required=form.required, by=current_user)
            return _kept(course, _("The course is written; say which roles need it."))
    return render_template("courses/new.html", form=form), form.status


@bp.route("/courses/<int:course_id>/edit", methods=["GET", "POST"])
@requires(Action.MANAGE_COURSES)
def edit(course_id: int) -> ResponseReturnValue:
    course = queries.get_course(course_id)
    others = [other for other in queries.courses() if other.id != course.id]
    before = [each.id for each in course.prerequisites]
    form = CourseForm(
        obj=course, courses=others, features=queries.features(), modules=modules(), after=before
    )
    if form.accepts():
        try:
            catalogue.let_come_after(course, required=form.required, by=current_user)
            catalogue.change_course(course, by=current_user, **form.facts)
        except RuleViolation as refusal:
            form.after.errors = [str(refusal)]
        else:
            return _kept(course, _("The course is changed."))
    return render_template("courses/edit.html", course=course, form=form), form.status


@bp.get("/officials/<int:official_id>/courses")
@requires(Action.SEE_OFFICIALS)
def of_official(official_id: int) -> ResponseReturnValue:
    official = get_official(official_id, user=current_user)
    return page_of_official(official)


@bp.post("/officials/<int:official_id>/exemptions")
@requires(Action.MANAGE_COURSES)
def exempt(official_id: int) -> ResponseReturnValue:
    official, form = get_official(official_id, user=current_user), _exemption()
    if form.accepts():
        course = queries.get_course(form.course.data)
        facts = {"reason": form.reason.data, "on": form.on.data}
        with form.tells_refusals():
            service.exempt(official, course, by=current_user, at=dates.now(), **facts)
            db.session.commit()
            said(_("The official is exempted from %(course)s.", course=course.name))
            return redirect(url_for(".of_official", official_id=official.id), 303)
    return page_of_official(official, exemption=form)


@bp.post("/earned/<int:earned_id>/withdrawal")
@requires(Action.MANAGE_COURSES)
def withdraw(earned_id: int) -> ResponseReturnValue:
    earned = queries.get_exemption(earned_id, user=current_user)
    service.withdraw_earned(earned, by=current_user, at=dates.now())
    db.session.commit()
    said(_("It is taken back; the course is needed again."))
    return redirect(url_for(".of_official", official_id=earned.official_id), 303)


def _exemption() -> ExemptionForm:
    return ExemptionForm(courses=queries.courses(), on=dates.today())


def nomination_form() -> NominationForm:
    return NominationForm(courses=queries.courses())


def page_of_official(
    official: Official, *, exemption: ExemptionForm | None = None, nomination: NominationForm | None = None
) -> ResponseReturnValue:
    """The courses of an official, with the form that was refused, if one was."""
    exemption, nomination = exemption or _exemption(), nomination or nomination_form()
    page = render_template(
        "courses/of_official.html",
        official=official,
        earned=queries.earned_by(official),
        needed=queries.needed_by(official, on=dates.today()),
        nominations=queries.nominations_of(official),
        exemption=exemption,
        nomination=nomination,
    )
    return page, max(exemption.status, nomination.status)


def _kept(course: Course, done: str) -> ResponseReturnValue:
    db.session.commit()
    said(done)
    return redirect(url_for(".show", course_id=course.id), 303)
