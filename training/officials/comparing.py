"""Two records side by side, fact by fact, so that a person sees at once in what they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.i18n import Text, lazy, short_date
from training.officials.models import Official, Sex

FACTS: dict[str, Text] = {
    "name_km": lazy("Name in Khmer"),
    "name_latin": lazy("Name in Latin letters"),
    "staff_id": lazy("Official ID"),
    "sex": lazy("Sex"),
    "birth_date": lazy("Date of birth"),
    "unit_id": lazy("Unit"),
    "phone": lazy("Phone"),
    "email": lazy("E-mail"),
    "honorific": lazy("Form of address"),
}
SEXES: dict[str, Text] = {Sex.FEMALE.value: lazy("Woman"), Sex.MALE.value: lazy("Man")}
Facts = Mapping[str, Text]  # by name of ``FACTS``, as a person reads them


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact of two records; ``left`` and ``right`` are "" where nothing is known."""

    name: str
    label: Text
    left: Text
    right: Text

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.left and self.right) and str(self.left) != str(self.right)

    @property
    def lacks(self) -> bool:
        """Whether only one of the two says something."""
        return bool(self.left) != bool(self.right)


def side_by_side(left: Facts, right: Facts) -> list[Compared]:
    """Every fact that one of the two knows."""
    rows = (Compared(name, word, left.get(name, ""), right.get(name, "")) for name, word in FACTS.items())
    return [row for row in rows if row.left or row.right]


def facts_of(official: Official) -> Facts:
    """What is written about ``official``, who was read with his unit."""
    return {
        "name_km": official.name_km,
        "name_latin": official.name_latin,
        "staff_id": official.staff_id or "",
        "sex": SEXES[official.sex.value] if official.sex else "",
        "birth_date": short_date(official.birth_date) if official.birth_date else "",
        "unit_id": str(official.unit.name),
        "phone": official.phone or "",
        "email": official.email or "",
        "honorific": official.honorific or "",
    }
