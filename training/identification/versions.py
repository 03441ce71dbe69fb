"""What a newer version of a list changes: officials added, removed, changed field by field, unchanged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.identification.matching import Identity
from training.identification.reading.model import ListedOfficial, Person
from training.khmer import key, latin_key

Identified = Person | Identity

FIELDS = (
    "official_id", "khmer_name", "latin_name", "sex", "birth_date", "phone", "email", "org", "unit", "office",
    "position", "roles",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an official with its old and its new value."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class OfficialChange:
    """An official of both versions of whom something changed."""

    old: ListedOfficial
    new: ListedOfficial
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """A newer version compared with the older one. Removed officials wait for somebody to confirm it."""

    added: tuple[ListedOfficial, ...]
    removed: tuple[ListedOfficial, ...]
    changed: tuple[OfficialChange, ...]
    unchanged: tuple[ListedOfficial, ...]  # as the newer version has them


def compare(old: Sequence[ListedOfficial], new: Sequence[ListedOfficial]) -> Delta:
    """Pair the officials of two versions by ID, then by name key, birth date and sex, and compare each pair.

    A new layout, spelling order or order of Latin names is no change.
    """
    pairs = paired([one.person for one in old], [one.person for one in new])
    changes = [(pairs[place], official) for place, official in enumerate(new) if place in pairs]
    compared = [OfficialChange(old[before], after, tuple(differences(old[before].person, after.person)))
                for before, after in changes]  # fmt: skip
    still_there = set(pairs.values())
    return Delta(
        added=tuple(official for place, official in enumerate(new) if place not in pairs),
        removed=tuple(official for place, official in enumerate(old) if place not in still_there),
        changed=tuple(change for change in compared if change.fields),
        unchanged=tuple(change.new for change in compared if not change.fields),
    )


def differences(old: Person, new: Person) -> list[FieldChange]:
    """The fields in which two persons differ, as people would say it."""
    return [
        FieldChange(field, getattr(old, field), getattr(new, field))
        for field in FIELDS
        if _compared(field, getattr(old, field)) != _compared(field, getattr(new, field))
    ]


def official_key(person: Person) -> str:
    """What an official of a list is called in results: his ID, else name key, birth date and sex."""
    if person.official_id:
        return f"id:{person.official_id}"
    born = person.birth_date.isoformat() if person.birth_date else ""
    return f"p:{person.name_key}|{born}|{person.sex or ''}"


def paired(old: Sequence[Identified], new: Sequence[Identified]) -> dict[int, int]:
    """Places in ``new`` with the places in ``old`` of the same officials, by RULES 7."""
    pairs: dict[int, int] = {}
    for key_of in (_by_id, _by_person):
        left = set(range(len(old))) - set(pairs.values())
        waiting: dict[object, list[int]] = {}
        for place in sorted(left, reverse=True):
            waiting.setdefault(key_of(old[place]), []).append(place)
        for place, person in enumerate(new):
            wanted = key_of(person)
            if wanted is not None and place not in pairs and waiting.get(wanted):
                pairs[place] = waiting[wanted].pop()
    return pairs


def _by_id(person: Identified) -> str | None:
    return person.official_id


def _by_person(person: Identified) -> tuple[object, ...] | None:
    whole = person.name_key and person.birth_date and person.sex
    return (person.name_key, person.birth_date, person.sex) if whole else None


def _compared(field: str, value: object) -> object:
    how = _HOW.get(field)
    return how(value) if how and isinstance(value, str) else value


_HOW: dict[str, Callable[[str], str]] = {
    "khmer_name": key,
    "latin_name": latin_key,
    "unit": key,
    "office": key,
    "position": key,
}
