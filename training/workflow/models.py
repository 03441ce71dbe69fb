"""FMIS modules, the steps of their chains, workflow roles, and who holds which role in which unit."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.db import Closable, Dated, db, text_enum
from training.i18n import Bilingual
from training.officials.models import Official
from training.organisation.models import Unit, UnitKind


class Module(db.Model):
    """An FMIS module, as Accounts Payable (AP); its chain is the chain steps in order."""

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    name_km: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)


class Step(db.Model):
    """What is done with a document in a module: entry, review, approve; inquiry is no step of the chain."""

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    name_km: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    in_chain: Mapped[bool]

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)


class WorkflowRole(Closable, db.Model):
    """What an official does in a unit: a step of a module (AP.ENTRY), or RPT.INQUIRY, ADM.SECURITY."""

    __tablename__ = "workflow_role"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    module_code: Mapped[str | None] = mapped_column(ForeignKey("module.code"))
    step_code: Mapped[str | None] = mapped_column(ForeignKey("step.code"))
    name_km: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    closed_from: Mapped[date | None]

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)


class UnitKindModule(db.Model):
    """A unit of this kind runs this module (a treasury never runs purchasing)."""

    unit_kind: Mapped[UnitKind] = mapped_column(text_enum(UnitKind), primary_key=True)
    module_code: Mapped[str] = mapped_column(ForeignKey("module.code"), primary_key=True)


class IncompatibleSteps(db.Model):
    """Nobody may hold both steps in one module of one unit."""

    __table_args__ = (CheckConstraint("first_code <> second_code", name="two_steps"),)

    first_code: Mapped[str] = mapped_column(ForeignKey("step.code"), primary_key=True)
    second_code: Mapped[str] = mapped_column(ForeignKey("step.code"), primary_key=True)


class RoleAssignment(Dated, db.Model):
    """An official holds a workflow role in a unit from a day to a day."""

    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="order"),
        Index("uq_role_assignment_current", "official_id", "unit_id", "role_code", unique=True,
              sqlite_where=text("valid_to IS NULL"), postgresql_where=text("valid_to IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    role_code: Mapped[str] = mapped_column(ForeignKey("workflow_role.code"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    official: Mapped[Official] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    role: Mapped[WorkflowRole] = relationship(lazy="raise_on_sql")
