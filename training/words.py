"""What states and records are called in the reader's language: one table for pages and for refusals."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.i18n import Text, lazy


@dataclass(frozen=True, slots=True)
class Word:
    """A fact that programs know by ``machine``; as text it is what people call it."""

    machine: str
    text: Text

    def __str__(self) -> str:
        return str(self.text)


STATES: Mapping[str, Mapping[str, Text]] = {
    "enrolment": {
        "requested": lazy("requested"),
        "waiting": lazy("on the waiting list"),
        "offered": lazy("seat offered"),
        "called": lazy("called"),
        "confirmed": lazy("confirmed"),
        "replaced": lazy("replaced"),
        "withdrawn": lazy("withdrawn"),
        "completed": lazy("completed"),
        "not_completed": lazy("not completed"),
        "refused": lazy("refused"),
        "declined": lazy("declined"),
        "expired": lazy("expired"),
    },
    "class": {
        "draft": lazy("draft"),
        "published": lazy("published"),
        "running": lazy("running"),
        "taught": lazy("taught"),
        "completed": lazy("completed"),
        "cancelled": lazy("cancelled"),
    },
    "list": {
        "received": lazy("received"),
        "read": lazy("read"),
        "applied": lazy("applied"),
        "undone": lazy("undone"),
        "replaced": lazy("replaced by a later list"),
        "refused": lazy("refused"),
    },
    "row": {
        "new": lazy("new"),
        "same": lazy("unchanged"),
        "changed": lazy("changed"),
        "doubtful": lazy("doubtful"),
        "held": lazy("on hold"),
        "refused": lazy("refused"),
    },
    "attendance": {
        "present": lazy("present"),
        "late": lazy("late"),
        "excused": lazy("excused"),
        "absent": lazy("absent"),
        "unmarked": lazy("not marked"),
        "sealed": lazy("sealed"),
    },
    "certificate": {
        "valid": lazy("valid"),
        "void": lazy("void"),
        "replaced": lazy("replaced by another certificate"),
    },
    "job": {
        "queued": lazy("queued"),
        "running": lazy("running"),
        "done": lazy("done"),
        "failed": lazy("failed"),
    },
    "readiness": {
        "nobody": lazy("nobody"),
        "identified": lazy("identified"),
        "called": lazy("called"),
        "trained": lazy("trained"),
        "certified": lazy("certified"),
        "licensed": lazy("licensed"),
        "ready": lazy("ready"),
        "ready_with_stand_in": lazy("ready with stand-in"),
        "nearly": lazy("nearly"),
        "blocked": lazy("blocked"),
    },
    "session": {
        "planned": lazy("planned"),
        "sealed": lazy("sealed"),
        "cancelled": lazy("cancelled"),
    },
    "outcome": {
        "achievement": lazy("achieved"),
        "attendance": lazy("attended"),
        "none": lazy("did not pass"),
        "passed": lazy("passed"),
        "failed": lazy("did not pass"),
        "not_assessed": lazy("not assessed yet"),
        "open": lazy("not decided yet"),
    },
    "user": {
        "active": lazy("active"),
        "disabled": lazy("disabled"),
        "waiting_for_first_sign_in": lazy("has not signed in yet"),
    },
    "message": {
        "held": lazy("on hold"),
        "sent": lazy("sent"),
        "failed": lazy("failed"),
    },
}

RECORDS: Mapping[str, tuple[Text, Text]] = {
    "audit_entry": (lazy("deed"), lazy("deeds")),
    "blackout": (lazy("blackout"), lazy("blackouts")),
    "calendar_feed": (lazy("calendar address"), lazy("calendar addresses")),
    "certificate": (lazy("certificate"), lazy("certificates")),
    "certificate_file": (lazy("printed certificate"), lazy("printed certificates")),
    "certificate_series": (lazy("series of certificates"), lazy("series of certificates")),
    "class": (lazy("class"), lazy("classes")),
    "counted_try": (lazy("counted try"), lazy("counted tries")),
    "course": (lazy("course"), lazy("courses")),
    "departure_decision": (
        lazy("decision on who is missing in a newer list"),
        lazy("decisions on who is missing in newer lists"),
    ),
    "earned_course": (lazy("course passed"), lazy("courses passed")),
    "enrolment": (lazy("seat"), lazy("seats")),
    "feature": (lazy("feature of rooms"), lazy("features of rooms")),
    "holiday": (lazy("holiday"), lazy("holidays")),
    "identification_list": (lazy("identification list"), lazy("identification lists")),
    "identity_decision": (lazy("decision on a doubtful row"), lazy("decisions on doubtful rows")),
    "incompatible_steps": (lazy("pair of incompatible steps"), lazy("pairs of incompatible steps")),
    "institution": (lazy("institution"), lazy("institutions")),
    "job": (lazy("job"), lazy("jobs")),
    "licence": (lazy("licence"), lazy("licences")),
    "list_deed": (lazy("entry of a list's journal"), lazy("entries of a list's journal")),
    "list_answer": (lazy("answer to a list"), lazy("answers to lists")),
    "list_file": (lazy("file of a list"), lazy("files of lists")),
    "list_row": (lazy("row of a list"), lazy("rows of lists")),
    "mark": (lazy("mark of attendance"), lazy("marks of attendance")),
    "merge_deed": (lazy("entry of a merge's journal"), lazy("entries of a merge's journal")),
    "module": (lazy("module"), lazy("modules")),
    "nomination": (lazy("nomination"), lazy("nominations")),
    "official": (lazy("official"), lazy("officials")),
    "official_half_day": (lazy("half-day of an official"), lazy("half-days of officials")),
    "official_merge": (lazy("merge of two officials"), lazy("merges of two officials")),
    "pair_decision": (lazy("decision on a doubtful pair"), lazy("decisions on doubtful pairs")),
    "passed_over": (lazy("reason for being passed over"), lazy("reasons for being passed over")),
    "posting": (lazy("posting"), lazy("postings")),
    "prerequisite": (lazy("prerequisite"), lazy("prerequisites")),
    "province": (lazy("province"), lazy("provinces")),
    "requirement": (lazy("requirement"), lazy("requirements")),
    "result": (lazy("result"), lazy("results")),
    "role_assignment": (lazy("workflow role of an official"), lazy("workflow roles of officials")),
    "role_grant": (lazy("role of a user"), lazy("roles of users")),
    "room": (lazy("room"), lazy("rooms")),
    "session": (lazy("session"), lazy("sessions")),
    "session_change": (lazy("change of a session"), lazy("changes of sessions")),
    "sign_in": (lazy("sign-in"), lazy("sign-ins")),
    "step": (lazy("step"), lazy("steps")),
    "trainer": (lazy("trainer"), lazy("trainers")),
    "trainer_absence": (lazy("absence of a trainer"), lazy("absences of trainers")),
    "trainer_course": (lazy("course of a trainer"), lazy("courses of trainers")),
    "training_centre": (lazy("training centre"), lazy("training centres")),
    "unit": (lazy("unit"), lazy("units")),
    "unit_alias": (lazy("spelling of a unit"), lazy("spellings of units")),
    "unit_kind_module": (lazy("module of a kind of units"), lazy("modules of kinds of units")),
    "unit_name": (lazy("name of a unit"), lazy("names of units")),
    "user": (lazy("user"), lazy("users")),
    "workflow_role": (lazy("workflow role"), lazy("workflow roles")),
}


def state_word(state: str, life: str) -> Text:
    """What people call ``state`` in the life of a class, a seat, a list …"""
    word = str(state).replace(" ", "_")
    return STATES.get(life, {}).get(word, word.replace("_", " "))


def record_word(table: str) -> Text:
    """What one record of ``table`` is called."""
    return RECORDS[table][0] if table in RECORDS else table


def records_word(table: str) -> Text:
    """What several records of ``table`` are called."""
    return RECORDS[table][1] if table in RECORDS else table
