"""What a row of a list keeps: what was read of a person, and what will happen to him."""

from collections.abc import Collection, Mapping
from datetime import date
from sys import intern
from typing import Any

from sqlalchemy import bindparam, func, select, update

from training import audit, khmer
from training.accounts.models import User
from training.db import db
from training.identification.judging import Judgement
from training.identification.models import IdentificationList, ListRow
from training.identification.reading.model import Person
from training.identification.runs import batched

IN_ONE_QUERY = 500  # numbers in one statement
UNDECIDED = {"decision": None, "decided_by_id": None, "decided_at": None}


def marks(judgement: Judgement, findings: list[dict[str, Any]]) -> dict[str, Any]:
    """What a judgement writes on its row. Of somebody in another ministry nothing else is told."""
    own = [] if "H_OTHER_MINISTRY" in judgement.codes else findings
    return {
        "findings": [*own, *({"code": code} for code in judgement.codes)],
        "changes": judgement.changes,
        "outcome": judgement.outcome,
        "official_id": judgement.official_id,
        "alike_id": judgement.alike_id,
    }


def mark_anew(
    identification_list: IdentificationList, moved: Mapping[int, Judgement], *, by: User | None,
    kept: Collection[int] = (),
) -> None:  # fmt: skip
    """Write on rows what will happen now that the register has changed; a person decides them again, but for
    the rows ``kept``, where what was decided holds."""
    _mark({number: judgement for number, judgement in moved.items() if number in kept}, more={})
    _mark({number: judgement for number, judgement in moved.items() if number not in kept}, more=UNDECIDED)
    counted = select(ListRow.outcome, func.count()).where(ListRow.list_id == identification_list.id)
    counts = db.session.execute(counted.group_by(ListRow.outcome))
    identification_list.counts = {outcome.value: count for outcome, count in counts}
    db.session.flush()
    db.session.expire_all()
    audit.record("marked rows anew", identification_list, by=by, rows=len(moved))


def _mark(moved: Mapping[int, Judgement], *, more: Mapping[str, Any]) -> None:
    table = ListRow.__table__
    marking = update(table).where(table.c.id == bindparam("number"))
    for some in batched(sorted(moved), IN_ONE_QUERY):
        known = db.session.execute(select(ListRow.id, ListRow.findings).where(ListRow.id.in_(some)))
        own = {number: [one for one in findings if one.keys() != {"code"}] for number, findings in known}
        marked = [{"number": number, **marks(moved[number], own[number]), **more} for number in some]
        db.session.connection().execute(marking, marked)


def facts_of(person: Person) -> dict[str, Any]:
    return {
        "id": person.official_id,
        "khmer_name": person.khmer_name,
        "latin_name": person.latin_name,
        "sex": person.sex,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "phone": person.phone,
        "email": person.email,
        "org": person.org,
        "unit": person.unit,
        "office": person.office,
        "position": person.position,
        "roles": list(person.roles),
    }


def person_of(facts: Mapping[str, Any]) -> Person:
    """The person whose facts a row keeps."""
    born = facts["birth_date"]
    return Person(
        official_id=facts["id"],
        khmer_name=facts["khmer_name"],
        name_key=khmer.name_key(facts["khmer_name"] or ""),
        latin_name=facts["latin_name"],
        sex=facts["sex"],
        birth_date=date.fromisoformat(born) if born else None,
        phone=facts["phone"],
        email=facts["email"],
        org=facts["org"],
        unit=intern(facts["unit"] or ""),  # these repeat from row to row
        office=facts["office"] and intern(facts["office"]),
        position=facts["position"] and intern(facts["position"]),
        roles=tuple(map(intern, facts["roles"])),
    )
