"""A deed of the audit log as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from training.audit import AuditEntry
from training.i18n import Text
from training.operation.facts import CHANGED_COLUMNS, CHANGES, FACTS, OF_VERB, Fact
from training.operation.tellers import column, numbered, of_column


@dataclass(frozen=True, slots=True)
class Told:
    """One fact as the page shows it; ``before`` when it took the place of another value."""

    label: Text
    value: Text | date
    before: Text | None = None

    @property
    def is_time(self) -> bool:
        return isinstance(self.value, date)


def told(entry: AuditEntry) -> list[Told]:
    """The facts of a deed in the reader's language, changes first; asks the database nothing."""
    facts = dict(entry.facts)
    if entry.verb == "placed list":
        facts["was"], facts["now"] = facts.pop("replaces")
    changes = list(_changes(entry.verb, facts))
    return changes + [_told(entry.verb, name, value) for name, value in facts.items() if not _is_empty(value)]


def _changes(verb: str, facts: dict[str, Any]) -> Iterator[Told]:
    """The changes; they are taken out of ``facts``."""
    new = next((name for name in ("now", "to") if name in facts), None)
    if new is None or "was" not in facts:
        return
    was, now = facts.pop("was"), facts.pop(new)
    if isinstance(was, dict):  # by column
        yield from (
            Told(column(name), of_column(name)(now[name]), str(of_column(name)(was[name]))) for name in was
        )
        return
    fact = CHANGES.get(verb, Fact(""))
    before = str(fact.tell(was))
    yield Told(fact.label, fact.tell(now), before if fact.label else capital(before))


def _told(verb: str, name: str, value: Any) -> Told:
    if verb in CHANGED_COLUMNS:
        return Told(column(name), of_column(name)(value))
    fact = OF_VERB.get((verb, name)) or FACTS.get(name) or Fact(name.replace("_", " "))
    value = fact.tell(value)
    return Told(fact.label, value if fact.label or isinstance(value, date) else capital(value))


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def capital(text: Text) -> str:
    """The text with a capital letter at its beginning, as a column shows it."""
    return str(text)[:1].upper() + str(text)[1:]


def named(entry: AuditEntry) -> str:
    """The record that the deed was done on: “Class no. 7”."""
    return capital(numbered(entry.thing_type, entry.thing_id))
