"""A newer version of a list beside the older one: who came, who is missing, of whom something changed."""

from collections.abc import Mapping

from sqlalchemy import select

from training.db import db
from training.i18n import Text, lazy
from training.identification.marking import person_of
from training.identification.models import IdentificationList, ListRow
from training.identification.pairs import is_person
from training.identification.reading.model import ListedOfficial, Place
from training.identification.versions import Delta, compare

SHOWN = 200  # of each kind; the count beside them is of all
FIELDS: Mapping[str, Text] = {
    "official_id": lazy("Official ID"),
    "khmer_name": lazy("Khmer name"),
    "latin_name": lazy("Latin name"),
    "sex": lazy("Sex"),
    "birth_date": lazy("Birth date"),
    "phone": lazy("Telephone"),
    "email": lazy("E-mail"),
    "org": lazy("Organisation"),
    "unit": lazy("Unit"),
    "office": lazy("Office"),
    "position": lazy("Position"),
    "roles": lazy("Roles"),
}


def comparison(newer: IdentificationList) -> Delta:
    """What the list says otherwise than the version before it; nothing of it ends or deletes anything."""
    return compare(_officials(newer.replaces_id), _officials(newer.id))


def shown(value: object) -> str:
    """A value of a list as the page writes it."""
    if isinstance(value, tuple):
        return ", ".join(value) or "–"
    return str(value) if value else "–"


def _officials(list_id: int | None) -> list[ListedOfficial]:
    """Who stands in a list, but rows that could not be used."""
    query = select(ListRow).where(ListRow.list_id == list_id).order_by(ListRow.id)
    rows = db.session.scalars(query.execution_options(yield_per=1_000))
    usable = (row for row in rows if is_person(row) and "text" not in row.facts)
    return [ListedOfficial(person_of(row.facts), (Place(row.sheet, row.row),)) for row in usable]
