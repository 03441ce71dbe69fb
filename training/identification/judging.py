"""What will happen to one listed official, by what the register knows: for the review, then for applying."""

from typing import NamedTuple

from training.identification.matching import Outcome
from training.identification.models import RowOutcome
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
    identity = register.identity(person)
    found = register.people.match(identity)
    match = register.officials[found.others[0]] if found.outcome is not Outcome.NEW else None
    codes = (found.conflict,) if found.conflict else ()
    number = match.id if match else None
    if _elsewhere(person, match, home=home, register=register):
        return Judgement(RowOutcome.HELD, number, codes=("H_OTHER_MINISTRY",))
    if found.outcome is Outcome.HELD:
        return Judgement(RowOutcome.HELD, number, codes=codes)
    if match:
        return _known(match, person, register=register, codes=codes)
    alike = next(register.people.similar(identity), None)
    if alike is not None:
        return Judgement(
            RowOutcome.DOUBTFUL, alike_id=register.officials[alike].id, codes=(*codes, "S_SIMILAR_KNOWN")
        )
    return Judgement(RowOutcome.NEW, codes=codes)


def _known(match: Known, person: Person, *, register: Register, codes: tuple[str, ...]) -> Judgement:
    changes = _changes(match, person, register=register)
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


def _changes(match: Known, person: Person, *, register: Register) -> Changes:
    """Column by column, what the list says anew; what the list leaves empty is no change, nor is another
    spelling of a name that is known."""
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
    if there is not wanted:
        changes["unit_id"] = [there.name_km, wanted.name_km]
    held = {role for unit_id, role in register.roles.get(match.id, ()) if unit_id == wanted.id}
    if not held.issuperset(person.roles):
        changes["roles"] = [", ".join(sorted(held)), ", ".join(sorted(held.union(person.roles)))]
    return changes
