"""What will happen to one listed official, by what the register knows: for the review, then for applying."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from training.identification.matching import Identity, Match, Outcome
from training.identification.models import RowOutcome
from training.identification.reading.joining import identity_of
from training.identification.reading.model import Person
from training.identification.register import Known, Register
from training.organisation.models import Unit

Changes = dict[str, list[str]]  # by column: what it holds, what it will hold


class Judgement(NamedTuple):
    """What will happen to a row, with whom it is or looks like; ``codes`` are further findings."""

    outcome: RowOutcome
    official_id: int | None = None
    alike_id: int | None = None
    changes: Changes = {}
    codes: tuple[str, ...] = ()


def judge(person: Person, *, home: Unit, register: Register) -> Judgement:
    """Say what will happen to ``person`` of a list that the ministry of the unit ``home`` sent."""
    identity = identity_of(person)
    found = register.people.match(identity)
    codes = ("N_DECIDED",) if register.people.is_decided(identity) else ()
    before = None if codes else _named_before(identity, found, register=register)
    match = before or (register.officials[found.others[0]] if found.outcome is not Outcome.NEW else None)
    number = match.id if match else None
    if _elsewhere(person, match, home=home, register=register):
        return Judgement(RowOutcome.HELD, number, codes=("H_OTHER_MINISTRY",))
    if register.closed and register.closed.intersection((person.org, *person.roles)):
        return Judgement(RowOutcome.HELD, number, codes=(*codes, "H_CLOSED"))
    if before and found.outcome is not Outcome.SAME:
        anew = _who_he_is(before, person) | _changes(before, person, register=register)
        return _known(before, person, changes=anew, register=register, codes=("N_VERSION",))
    if found.outcome is Outcome.HELD:
        return Judgement(RowOutcome.HELD, number, codes=(*codes, str(found.conflict)))
    if match:
        changes = _changes(match, person, register=register)
        return _known(match, person, changes=changes, register=register, codes=codes)
    return _unknown(identity, found, home=home, register=register, codes=codes)


def _named_before(identity: Identity, found: Match, *, register: Register) -> Known | None:
    """The official whom the version before named in this place (RULES 7), unless the register knows the row
    as somebody else."""
    number = register.earlier.official(identity)
    if number is None or (found.outcome is not Outcome.NEW and number not in found.others):
        return None
    return register.officials.get(number)


def _unknown(
    identity: Identity, found: Match, *, home: Unit, register: Register, codes: tuple[str, ...]
) -> Judgement:
    """Somebody new, who may look like an official. One of another ministry is only noted for the coordinator:
    the sender is told nothing of him, and his row waits for nobody."""
    twice, others = _nearest(found.others, home=home, register=register)
    if twice is not None or others is not None:
        told = (str(found.conflict),) if twice is not None else ()
        return Judgement(RowOutcome.NEW, alike_id=twice or others, codes=(*codes, *told))
    similar = register.people.similar(identity)
    alike, others = _nearest(similar, home=home, register=register)
    if alike is not None:
        return Judgement(RowOutcome.DOUBTFUL, alike_id=alike, codes=(*codes, "S_SIMILAR_KNOWN"))
    return Judgement(RowOutcome.NEW, alike_id=others, codes=codes)


def _nearest(keys: Iterable[Hashable], *, home: Unit, register: Register) -> tuple[int | None, int | None]:
    """The first official of the sender's ministry, and the first of another."""
    found = [register.officials[key] for key in keys]
    own = _root(home)
    at_home = [_root(register.units_by_id[known.unit_id]) == own for known in found]
    ours = next((known.id for known, is_ours in zip(found, at_home, strict=True) if is_ours), None)
    others = next((known.id for known, is_ours in zip(found, at_home, strict=True) if not is_ours), None)
    return ours, others


def _known(
    match: Known, person: Person, *, changes: Changes, register: Register, codes: tuple[str, ...]
) -> Judgement:
    kept = register.hands.fields.get(match.id, frozenset()) & changes.keys()
    for name in kept:
        del changes[name]
    codes = (*codes, "W_HAND_KEPT") if kept else codes
    if register.hands.ended(match.id, unit_id=register.units[person.org].id).intersection(person.roles):
        codes = (*codes, "W_ROLE_ENDED")
    if "email" in changes and match.id in register.signing_in:
        del changes["email"]
        codes = (*codes, "W_EMAIL_KEPT")
    outcome = RowOutcome.CHANGED if changes else RowOutcome.SAME
    return Judgement(outcome, match.id, changes=changes, codes=codes)


def _elsewhere(person: Person, match: Known | None, *, home: Unit, register: Register) -> bool:
    """True when the row or the register has the official in another ministry; nothing more is told."""
    if _root(register.units[person.org]) != _root(home):
        return True
    return match is not None and _root(register.units_by_id[match.unit_id]) != _root(home)


def _root(unit: Unit) -> str:
    """The ministry a unit belongs to: the first id of its path."""
    return unit.path.split("/", 2)[1]


def _who_he_is(match: Known, person: Person) -> Changes:
    """Another name or sex, as only a newer version of the list may bring them."""
    changes = {}
    if person.khmer_name and person.name_key != match.name_key:
        changes["name_km"] = [match.name_km, person.khmer_name]
    if person.sex and person.sex != match.sex:
        changes["sex"] = [str(match.sex or ""), person.sex]
    return changes


def _changes(match: Known, person: Person, *, register: Register) -> Changes:
    """Column by column, what the list says anew; what the list leaves empty is no change, nor is another
    spelling of a name that is known, nor what a merged record knew."""
    there, wanted = register.units_by_id[match.unit_id], register.units[person.org]
    said = (
        ("staff_id", match.staff_id, person.official_id),
        ("name_km", match.name_km, match.name_km or person.khmer_name),
        ("name_latin", match.name_latin, person.latin_name),
        ("sex", match.sex, match.sex or person.sex),
        ("phone", match.phone, person.phone),
        ("email", match.email, person.email),
        ("birth_date", match.birth_date, person.birth_date),
    )
    changes = {name: [str(old or ""), str(new)] for name, old, new in said if new and new != old}
    for merged in register.people.former(match.id):
        if merged.official_id == person.official_id:
            changes.pop("staff_id", None)
        if merged.birth_date == person.birth_date:
            changes.pop("birth_date", None)
    if there is not wanted:
        changes["unit_id"] = [there.name_km, wanted.name_km]
    held = {role for unit_id, role in register.roles.get(match.id, ()) if unit_id == wanted.id}
    asked = held.union(person.roles) - register.hands.ended(match.id, unit_id=wanted.id)
    if not held.issuperset(asked):
        changes["roles"] = [", ".join(sorted(held)), ", ".join(sorted(held | asked))]
    return changes
