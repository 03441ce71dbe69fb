"""Fields of the format: what each key must hold, and one reader for every kind of object."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Check = Callable[[Any], str | None]
MUST = object()


@dataclass(frozen=True)
class Field:
    """One key: what it must be, and what stands when it is left out (``MUST``: it may not be)."""

    check: Check
    default: Any = MUST


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def text(value: Any) -> str | None:
    return None if isinstance(value, str) and value else "must be a text that is not empty"


def whole(value: Any) -> str | None:
    return None if is_whole(value) and value >= 0 else "must be a whole number, 0 or more"


def positive(value: Any) -> str | None:
    return None if is_whole(value) and value >= 1 else "must be a whole number, 1 or more"


def any_whole(value: Any) -> str | None:
    return None if is_whole(value) else "must be a whole number"


def truth(value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def or_null(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def texts(value: Any) -> str | None:
    if not isinstance(value, list) or any(text(one) for one in value):
        return "must be a list of texts"
    return None if len(set(value)) == len(value) else "names one thing twice"


def indices(value: Any) -> str | None:
    fine = isinstance(value, list) and not any(whole(one) for one in value)
    return None if fine else "must be a list of slot indices"


def anything(_: Any) -> str | None:
    return None


def read_object(value: Any, fields: dict[str, Field], where: str, errors: list[str]) -> dict[str, Any] | None:
    """Return the object with defaults filled in; add what is wrong to ``errors`` and return nothing then."""
    if not isinstance(value, dict):
        errors.append(f"{where}: must be an object")
        return None
    found = [f"{where}: unknown key {key!r}" for key in sorted(set(value) - set(fields))]
    for key, field in fields.items():
        if key not in value:
            if field.default is MUST:
                found.append(f"{where}: {key} is missing")
        elif message := field.check(value[key]):
            found.append(f"{where}.{key}: {message}")
    errors += found
    return None if found else {key: value.get(key, field.default) for key, field in fields.items()}


def read_list(value: Any, fields: dict[str, Field], where: str, errors: list[str]) -> list[dict[str, Any]]:
    """Return the objects of a list that are right; what is wrong goes to ``errors``."""
    if not isinstance(value, list):
        errors.append(f"{where}: must be a list")
        return []
    rows = [read_object(one, fields, f"{where}[{n}]", errors) for n, one in enumerate(value)]
    return [row for row in rows if row is not None]


def read_table(value: Any, where: str, errors: list[str]) -> None:
    """Check an object of objects of whole numbers."""
    if not isinstance(value, dict) or not all(isinstance(row, dict) for row in value.values()):
        errors.append(f"{where}: must be an object of objects")
        return
    for a, row in value.items():
        errors += [f"{where}.{a}.{b}: {whole(n)}" for b, n in row.items() if whole(n)]
