"""The navigation of each role: what a user may open, in the order of the story."""

from dataclasses import dataclass

from flask import Flask, current_app, request
from flask_login import current_user

from training.i18n import Text, lazy
from training.permissions import Action


@dataclass(frozen=True, slots=True)
class NavItem:
    endpoint: str
    label: Text
    icon: str
    action: Action

    @property
    def active(self) -> bool:
        """True on every page of the item's room."""
        return (request.endpoint or "").split(".")[0] == self.endpoint.split(".")[0]


A = Action
GROUPS: tuple[tuple[Text, tuple[NavItem, ...]], ...] = (
    ("", (NavItem("home.index", lazy("Today"), "home", A.SEE_OWN_HOME),)),
    (
        lazy("Myself"),
        (
            NavItem("schedule.index", lazy("My schedule"), "calendar-event", A.SEE_OWN_STORY),
            NavItem("own_certificates.index", lazy("My certificates"), "certificate", A.SEE_OWN_STORY),
        ),
    ),
    (
        lazy("People"),
        (
            NavItem("identification.index", lazy("Identification lists"), "file-spreadsheet", A.SEE_LISTS),
            NavItem("officials.index", lazy("Officials"), "users", A.SEE_OFFICIALS),
            NavItem("organisation.index", lazy("Units"), "building", A.SEE_UNITS),
            NavItem("workflow.index", lazy("Workflow roles"), "sitemap", A.SEE_WORKFLOW),
        ),
    ),
    (
        lazy("Training"),
        (
            NavItem("courses.index", lazy("Courses"), "book", A.SEE_COURSES),
            NavItem("needs.index", lazy("Needs"), "target", A.SEE_NEEDS),
            NavItem("classes.index", lazy("Classes"), "school", A.SEE_CLASSES),
            NavItem("calendar.index", lazy("Calendar"), "calendar", A.SEE_CLASSES),
            NavItem("resources.index", lazy("Rooms and trainers"), "door", A.SEE_RESOURCES),
        ),
    ),
    (
        lazy("Results"),
        (
            NavItem("certificates.index", lazy("Certificates"), "certificate", A.SEE_CERTIFICATES),
            NavItem("licences.index", lazy("Licences"), "key", A.SEE_LICENCES),
            NavItem("readiness.index", lazy("Readiness"), "layout-grid", A.SEE_READINESS),
            NavItem("statistics.index", lazy("Completion figures"), "chart-bar", A.SEE_STATISTICS),
        ),
    ),
    (
        lazy("Running"),
        (
            NavItem("users.index", lazy("Users"), "user-cog", A.SEE_USERS),
            NavItem("operation.jobs", lazy("Jobs and health"), "activity", A.SEE_OPERATION),
            NavItem("settings.index", lazy("Settings"), "settings", A.MANAGE_SETTINGS),
            NavItem("audit_log.index", lazy("Audit log"), "history", A.SEE_AUDIT),
        ),
    ),
)


def navigation() -> list[tuple[Text, list[NavItem]]]:
    if not current_user.is_authenticated:
        return []
    known = current_app.view_functions
    shown = [
        (group, [item for item in items if item.endpoint in known and current_user.may(item.action)])
        for group, items in GROUPS
    ]
    return [(group, items) for group, items in shown if items]


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"navigation": navigation()})
