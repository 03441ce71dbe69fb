"""The institution that runs the training, as it stands on sign-in, papers and refusals."""

from datetime import date, time

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from training.dates import HalfDay
from training.db import db
from training.i18n import Bilingual


class Institution(db.Model):
    """Who runs the training, as it stands on sign-in, papers and refusals; the one row has id 1.

    ``demo_day`` is set when the demo made the database: then it is a demo for ever and says so.
    """

    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("offer_hours > 0", name="offers_last"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name_km: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    contact_km: Mapped[str] = mapped_column(String(300))
    contact_en: Mapped[str] = mapped_column(String(300))
    place_km: Mapped[str] = mapped_column(String(80))
    place_en: Mapped[str] = mapped_column(String(80))
    signatory_name_km: Mapped[str] = mapped_column(String(120))
    signatory_name_en: Mapped[str] = mapped_column(String(120))
    signatory_title_km: Mapped[str] = mapped_column(String(200))
    signatory_title_en: Mapped[str] = mapped_column(String(200))
    morning_starts: Mapped[time]
    morning_ends: Mapped[time]
    afternoon_starts: Mapped[time]
    afternoon_ends: Mapped[time]
    offer_hours: Mapped[int] = mapped_column(default=48)  # so long may who is offered a seat think it over
    demo_day: Mapped[date | None]

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)

    @property
    def contact(self) -> Bilingual:
        return Bilingual(self.contact_km, self.contact_en)

    @property
    def place(self) -> Bilingual:
        return Bilingual(self.place_km, self.place_en)

    @property
    def is_demo(self) -> bool:
        return self.demo_day is not None

    def hours(self, half: HalfDay) -> tuple[time, time]:
        """When a half-day begins and ends."""
        if half is HalfDay.MORNING:
            return self.morning_starts, self.morning_ends
        return self.afternoon_starts, self.afternoon_ends


def institution() -> Institution:
    """The one institution; before the first start of an installation there is none, and defaults stand in."""
    return db.session.get(Institution, 1) or default_institution()


def default_institution() -> Institution:
    """What a new installation begins with; hours are a default (no government source was found)."""
    return Institution(
        id=1,
        name_km="ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ",
        name_en="Ministry of Economy and Finance",
        contact_km="ក្រុមការងារគ្រប់គ្រងគម្រោង FMIS អគ្គលេខាធិការដ្ឋាន អគារ B",
        contact_en="FMIS project management working group, General Secretariat, Building B",
        place_km="រាជធានីភ្នំពេញ",
        place_en="Phnom Penh",
        signatory_name_km="",
        signatory_name_en="",
        signatory_title_km="ប្រធានក្រុមការងារគ្រប់គ្រងគម្រោង FMIS",
        signatory_title_en="Chairman of the FMIS project management working group",
        morning_starts=time(7, 30),
        morning_ends=time(11, 30),
        afternoon_starts=time(14, 0),
        afternoon_ends=time(17, 30),
        offer_hours=48,
    )
