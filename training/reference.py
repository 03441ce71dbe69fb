"""The reference data of the roll-out as typed, frozen facts, read once from ``reference.json``.

That file says, block by block, which of them are facts with a source and which are defaults to be confirmed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Province:
    """A ``capital`` or ``province`` (``kind``); ``prefix_km`` is the word before its Khmer name."""

    code: str
    km: str
    en: str
    kind: str
    prefix_km: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A ministry, general department, provincial department or treasury; ``kind`` as in ``UnitKind``."""

    code: str
    km: str
    en: str
    kind: str
    parent: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """An FMIS module and every way in which lists write it."""

    code: str
    km: str
    en: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a module's chain; ``letter`` is how mark columns abbreviate it."""

    code: str
    km: str
    en: str
    letter: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course with its length in half-days and the courses that must come before it."""

    code: str
    km: str
    en: str
    half_days: int
    prerequisites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Honorifics:
    """Titles before a name, by language and by the sex they tell."""

    km_m: tuple[str, ...]
    km_f: tuple[str, ...]
    la_m: tuple[str, ...]
    la_f: tuple[str, ...]
    la_any: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """All blocks of the reference data."""

    provinces: tuple[Province, ...]
    ministries: tuple[str, ...]  # codes of the ten line ministries of phase II
    general_departments: tuple[Organisation, ...]  # of the Ministry of Economy and Finance
    treasury_departments_km: tuple[str, ...]
    treasury_offices_km: tuple[str, ...]
    organisations: tuple[Organisation, ...]  # those that send lists: 61
    further_units: tuple[Organisation, ...]
    modules: tuple[Module, ...]
    modules_not_in_scope: tuple[str, ...]
    steps: tuple[Step, ...]
    roles: tuple[str, ...]  # MODULE.STEP, RPT.INQUIRY, ADM.SECURITY
    role_names: Mapping[str, tuple[str, ...]]
    courses: tuple[Course, ...]
    role_courses: Mapping[str, tuple[str, ...]]
    unit_kind_modules: Mapping[str, tuple[str, ...]]
    chain_steps: tuple[str, ...]
    incompatible_steps: tuple[tuple[str, str], ...]
    id_digits: int
    youngest: int  # years of age
    oldest: int  # years of age
    headings: Mapping[str, tuple[str, ...]]  # kind of column: what its heading may be
    honorifics: Honorifics
    footer_words: tuple[str, ...]
    total_words: tuple[str, ...]
    ditto_marks: tuple[str, ...]
    marks_yes: tuple[str, ...]
    marks_no: tuple[str, ...]
    months_km: tuple[str, ...]  # January first
    header_lines: tuple[str, ...]

    def organisation(self, code: str) -> Organisation:
        """The organisation with ``code``, further units among them. Raises ``KeyError``."""
        return _by_code()[code]


@cache
def reference() -> Reference:
    """The reference data; read from the file at the first call."""
    blocks: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    items: dict[str, Any] = {name: _items(block) for name, block in blocks.items()}
    return Reference(**_places(items), **_work(items), **_limits(blocks), **_words(items, blocks))


def _items(block: Any) -> Any:
    return block.get("items") if isinstance(block, dict) else None


def _places(items: dict[str, Any]) -> dict[str, Any]:
    return {
        "provinces": tuple(Province(**item) for item in items["provinces"]),
        "ministries": tuple(item["code"] for item in items["ministries"]),
        "general_departments": tuple(_department(item) for item in items["mef_general_departments"]),
        "treasury_departments_km": tuple(items["gdnt_departments"]),
        "treasury_offices_km": tuple(items["treasury_offices"]),
        "organisations": tuple(Organisation(**item) for item in items["organisations"]),
        "further_units": tuple(Organisation(**item) for item in items["further_units"]),
    }


def _department(item: dict[str, str]) -> Organisation:
    names = {name: item[name] for name in ("code", "km", "en")}
    return Organisation(**names, kind="general_department", parent="MEF")


def _work(items: dict[str, Any]) -> dict[str, Any]:
    return {
        "modules": tuple(Module(**_frozen(item)) for item in items["modules"]),
        "modules_not_in_scope": tuple(items["modules_not_in_scope"]),
        "steps": tuple(Step(**_frozen(item)) for item in items["steps"]),
        "roles": tuple(items["roles"]),
        "role_names": _table({role: _unstarred(names) for role, names in items["role_names"].items()}),
        "courses": tuple(Course(**_frozen(item)) for item in items["courses"]),
        "role_courses": _table(items["role_courses"]),
        "unit_kind_modules": _table(items["unit_kind_modules"]),
        "chain_steps": tuple(items["chain_steps"]),
        "incompatible_steps": tuple((first, second) for first, second in items["incompatible_steps"]),
    }


def _unstarred(names: list[str]) -> list[str]:
    return [name.rstrip("*") for name in names]  # a star marks a name published by the ministry


def _limits(blocks: dict[str, Any]) -> dict[str, Any]:
    return {
        "id_digits": blocks["civil_servant_id"]["digits"],
        "youngest": blocks["birth_year"]["min_age"],
        "oldest": blocks["birth_year"]["max_age"],
    }


def _words(items: dict[str, Any], blocks: dict[str, Any]) -> dict[str, Any]:
    return {
        "headings": _table(items["column_headings"]),
        "honorifics": Honorifics(**_frozen(items["honorifics"])),
        "footer_words": tuple(items["footer_words"]),
        "total_words": tuple(items["total_words"]),
        "ditto_marks": tuple(items["ditto_marks"]),
        "marks_yes": tuple(blocks["role_marks"]["yes"]),
        "marks_no": tuple(blocks["role_marks"]["no"]),
        "months_km": tuple(items["months_km"]),
        "header_lines": tuple(items["header_lines"]),
    }


def _frozen(item: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in item.items()}


def _table(lists: dict[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(values) for name, values in lists.items()})


@cache
def _by_code() -> dict[str, Organisation]:
    found = reference()
    return {item.code: item for item in (*found.further_units, *found.organisations)}
