"""Who may do what: the roles, the actions, and one table. Everything else asks here."""

from enum import StrEnum

from training.i18n import Text, lazy


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    TRAINER = "trainer"
    FOCAL = "focal person"
    OFFICIAL = "official"
    HR_OFFICER = "HR officer"
    AUDITOR = "auditor"


class Action(StrEnum):
    """A thing a page lets one do; each route names one."""

    SEE_OWN_HOME = "see one's first page"
    CHANGE_OWN_ACCESS = "change one's password and second factor"
    SEE_USERS = "see users"
    MANAGE_USERS = "create, disable and equip users"
    GRANT_ROLES = "grant roles"
    PRINT_CODES = "print one-time codes"
    SEE_UNITS = "see units"
    MANAGE_UNITS = "change units"
    SEE_OFFICIALS = "see officials"
    MANAGE_OFFICIALS = "change officials"
    MERGE_OFFICIALS = "merge officials"
    SEE_WORKFLOW = "see modules and workflow roles"
    MANAGE_WORKFLOW = "change modules and workflow roles"
    SEE_COURSES = "see courses"
    MANAGE_COURSES = "change courses and requirements"
    SEE_NEEDS = "see needs"
    SEE_LISTS = "see identification lists"
    SEND_LISTS = "send an identification list"
    APPLY_LISTS = "apply and undo an identification list"
    SEE_RESOURCES = "see centres, rooms, trainers and holidays"
    MANAGE_RESOURCES = "change centres, rooms, trainers and holidays"
    SEE_CLASSES = "see classes"
    MANAGE_CLASSES = "open, publish and cancel classes"
    MOVE_SESSIONS = "move and cancel sessions"
    SEE_SEATS = "see the officials of a class"
    ENROL = "give and take seats"
    DECIDE_REQUESTS = "grant and refuse requests for seats"
    TAKE_SEAT = "take and give back one's own seat"
    SEE_ATTENDANCE = "see attendance"
    MARK_ATTENDANCE = "mark attendance"
    SEE_RESULTS = "see results"
    ENTER_RESULTS = "enter results"
    SEE_CERTIFICATES = "see certificates"
    ISSUE_CERTIFICATES = "issue certificates"
    VOID_CERTIFICATES = "void certificates"
    SEE_OWN_STORY = "see one's schedule and certificates"
    SUBSCRIBE_CALENDAR = "subscribe to one's calendar"
    SEE_LICENCES = "see licences"
    MANAGE_LICENCES = "grant and withdraw licences"
    SEE_READINESS = "see readiness"
    SEE_STATISTICS = "see completion figures"
    EXPORT_STATISTICS = "export completion figures"
    SEE_AUDIT = "see the audit log"
    SEE_OPERATION = "see jobs and health"
    MANAGE_SETTINGS = "change the institution and settings"


A = Action
_EVERYBODY = frozenset({A.SEE_OWN_HOME, A.CHANGE_OWN_ACCESS, A.SUBSCRIBE_CALENDAR})
_READING = frozenset(
    {
        A.SEE_UNITS, A.SEE_OFFICIALS, A.SEE_WORKFLOW, A.SEE_COURSES, A.SEE_RESOURCES, A.SEE_CLASSES,
        A.SEE_SEATS, A.SEE_ATTENDANCE, A.SEE_RESULTS, A.SEE_CERTIFICATES,
    }
)  # fmt: skip

GRANTS: dict[Role, frozenset[Action]] = {
    Role.ADMINISTRATOR: _EVERYBODY
    | {
        A.SEE_USERS, A.MANAGE_USERS, A.GRANT_ROLES, A.PRINT_CODES, A.SEE_UNITS, A.SEE_OPERATION,
        A.MANAGE_SETTINGS,
    },
    Role.COORDINATOR: _EVERYBODY
    | _READING
    | {
        A.SEE_USERS, A.MANAGE_USERS, A.PRINT_CODES, A.MANAGE_UNITS, A.MANAGE_OFFICIALS, A.MERGE_OFFICIALS,
        A.MANAGE_WORKFLOW,
        A.MANAGE_COURSES, A.SEE_NEEDS, A.SEE_LISTS, A.SEND_LISTS, A.APPLY_LISTS, A.MANAGE_RESOURCES,
        A.MANAGE_CLASSES, A.MOVE_SESSIONS, A.ENROL, A.DECIDE_REQUESTS, A.MARK_ATTENDANCE, A.ENTER_RESULTS,
        A.ISSUE_CERTIFICATES, A.VOID_CERTIFICATES, A.SEE_LICENCES, A.MANAGE_LICENCES, A.SEE_READINESS,
        A.SEE_STATISTICS, A.EXPORT_STATISTICS, A.SEE_OPERATION,
    },
    Role.TRAINER: _EVERYBODY | _READING | {A.MOVE_SESSIONS, A.MARK_ATTENDANCE, A.ENTER_RESULTS},
    Role.FOCAL: _EVERYBODY
    | _READING
    | {
        A.SEE_NEEDS, A.SEE_LISTS, A.SEND_LISTS, A.APPLY_LISTS, A.ENROL, A.MANAGE_OFFICIALS, A.PRINT_CODES,
        A.SEE_LICENCES, A.SEE_READINESS, A.SEE_STATISTICS, A.EXPORT_STATISTICS,
    },
    Role.OFFICIAL: _EVERYBODY
    | {A.SEE_OWN_STORY, A.TAKE_SEAT, A.SEE_CLASSES, A.SEE_COURSES, A.SEE_UNITS, A.SEE_RESOURCES},
    Role.HR_OFFICER: _EVERYBODY
    | _READING
    | {A.SEE_NEEDS, A.SEE_LICENCES, A.SEE_READINESS, A.SEE_STATISTICS, A.EXPORT_STATISTICS},
    Role.AUDITOR: _EVERYBODY
    | _READING
    | {
        A.SEE_USERS, A.SEE_NEEDS, A.SEE_LISTS, A.SEE_LICENCES, A.SEE_READINESS, A.SEE_STATISTICS,
        A.SEE_AUDIT, A.SEE_OPERATION,
    },
}  # fmt: skip

SEES_ALL_UNITS = frozenset({Role.COORDINATOR, Role.HR_OFFICER, Role.AUDITOR})
NEEDS_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})

ROLE_NAMES: dict[Role, Text] = {
    Role.ADMINISTRATOR: lazy("Administrator"),
    Role.COORDINATOR: lazy("Coordinator"),
    Role.TRAINER: lazy("Trainer"),
    Role.FOCAL: lazy("Focal person"),
    Role.OFFICIAL: lazy("Official"),
    Role.HR_OFFICER: lazy("HR officer"),
    Role.AUDITOR: lazy("Auditor"),
}


def allowed(roles: frozenset[Role]) -> frozenset[Action]:
    """The union of what ``roles`` grant."""
    return frozenset().union(*(GRANTS[role] for role in roles))
