"""What a certificate says: copied when it is issued, kept as plain JSON, never looked up again."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from training.certificates.wording import Kind

DATES = ("first_day", "last_day", "issued_on", "birth_date")


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """All that one certificate says; copied when it is issued, never looked up again."""

    number: str
    kind: Kind
    name_km: str
    name_latin: str
    title_km: str
    title_en: str
    unit_km: str
    unit_en: str
    course_km: str
    course_en: str
    class_name: str
    first_day: date
    last_day: date
    half_days: int
    issued_on: date
    place_km: str
    place_en: str
    signatory_name_km: str
    signatory_name_en: str
    signatory_title_km: str
    signatory_title_en: str
    institution_km: str
    institution_en: str
    verify_url: str
    birth_date: date | None = None
    hours: int | None = None
    demo: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values for the register; ``from_json`` gives the same facts back."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "CertificateFacts":
        days = {name: date.fromisoformat(kept[name]) for name in DATES if kept.get(name)}
        return cls(**{**kept, **days, "kind": Kind(kept["kind"])})
