"""Read a problem: every error at once, with its place; unknown keys are errors."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from training.optimiser import FORMAT
from training.optimiser.fields import (
    Field,
    any_whole,
    anything,
    indices,
    or_null,
    positive,
    read_list,
    read_object,
    read_table,
    text,
    texts,
    whole,
)
from training.optimiser.problem import (
    WEIGHTS,
    Centre,
    Course,
    InvalidInput,
    Official,
    Pin,
    PlannedClass,
    Problem,
    Room,
    Trainer,
    Unit,
)
from training.optimiser.references import references

CLASS = {
    "id": Field(text),
    "course": Field(text),
    "room": Field(text),
    "trainer": Field(text),
    "start": Field(whole),
    "officials": Field(texts),
}
LISTS: dict[str, tuple[Any, dict[str, Field]]] = {
    "courses": (
        Course,
        {
            "id": Field(text),
            "half_days": Field(positive),
            "min_size": Field(positive),
            "max_size": Field(positive),
            "prerequisites": Field(texts, []),
            "features": Field(texts, []),
        },
    ),
    "centres": (Centre, {"id": Field(text), "province": Field(text)}),
    "rooms": (
        Room,
        {
            "id": Field(text),
            "centre": Field(text),
            "seats": Field(positive),
            "features": Field(texts, []),
            "blocked": Field(indices, []),
        },
    ),
    "trainers": (
        Trainer,
        {
            "id": Field(text),
            "province": Field(text),
            "courses": Field(texts),
            "blocked": Field(indices, []),
            "max_half_days": Field(or_null(whole), None),
        },
    ),
    "units": (
        Unit,
        {"id": Field(text), "province": Field(text), "headcount": Field(whole), "max_away": Field(whole)},
    ),
    "officials": (
        Official,
        {
            "id": Field(text),
            "unit": Field(text),
            "province": Field(text),
            "needs": Field(texts),
            "held": Field(texts, []),
            "blocked": Field(indices, []),
            "priority": Field(positive, 1),
        },
    ),
}
PROBLEM = {
    "format": Field(text),
    "slots": Field(texts),
    "breaks_after": Field(indices),
    **{name: Field(anything) for name in LISTS},
    "km": Field(anything),
    "transfer_slots": Field(anything, {}),
    "weights": Field(anything, {}),
    "pins": Field(anything, []),
    "published": Field(anything, None),
    "frozen_before": Field(whole, 0),
}
PLAN_KEYS = {
    "problem_sha256": text,
    "status": text,
    "score": anything,
    "bounds": anything,
    "unserved": anything,
    "relaxations": anything,
    "changes": anything,
    "seed": any_whole,
    "seconds": whole,
}
PUBLISHED = {
    "format": Field(text),
    "classes": Field(anything),
    **{key: Field(or_null(check), None) for key, check in PLAN_KEYS.items()},
}


def load(path: str | Path) -> Any:
    """Return the JSON of a file, gzipped or not; a key written twice is an error.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no JSON.
    """
    raw = Path(path).read_bytes()
    if raw[:2] == b"\x1f\x8b":
        try:
            raw = gzip.decompress(raw)
        except EOFError as broken:
            raise ValueError("the gzip file is cut short") from broken
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_unique)
    except RecursionError as deep:
        raise ValueError("the JSON is nested too deeply") from deep


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key appears twice in one object")
    return found


def sha256_of(raw: Any) -> str:
    """Return the hash that names a problem: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def read_problem(raw: Any) -> Problem:
    """Return the problem of this JSON value.

    Raises:
        InvalidInput: with every error.
    """
    errors: list[str] = []
    given = read_object(raw, PROBLEM, "problem", errors)
    if given is None:
        raise InvalidInput(errors)
    if given["format"] != FORMAT:
        errors.append(f"problem.format: must be {FORMAT!r}")
    lists = {name: _rows(given[name], name, errors) for name in LISTS}
    read_table(given["km"], "km", errors)
    read_table(given["transfer_slots"], "transfer_slots", errors)
    pins = read_list(given["pins"], {"class": Field(text), "fix": Field(texts)}, "pins", errors)
    weights = _weights(given["weights"], errors)
    published, unserved = _published(given["published"], errors)
    if errors:
        raise InvalidInput(errors)
    problem = Problem(
        sha256=sha256_of(raw),
        slots=tuple(given["slots"]),
        breaks_after=tuple(given["breaks_after"]),
        km=given["km"],
        transfer_slots=given["transfer_slots"],
        weights=weights,
        pins=tuple(Pin(pin["class"], tuple(pin["fix"])) for pin in pins),
        published=published,
        published_unserved=unserved,
        frozen_before=given["frozen_before"],
        **lists,
    )
    if errors := references(problem):
        raise InvalidInput(errors)
    return problem


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _rows(value: Any, name: str, errors: list[str]) -> dict[str, Any]:
    kind, fields = LISTS[name]
    rows = [kind(**_frozen(row)) for row in read_list(value, fields, name, errors)]
    found = {row.id: row for row in rows}
    if len(found) != len(rows):
        errors.append(f"{name}: an id appears twice")
    return found


def _weights(value: Any, errors: list[str]) -> dict[str, int]:
    if not isinstance(value, dict) or set(value) - set(WEIGHTS) or any(whole(v) for v in value.values()):
        errors.append("weights: unknown name, or not a whole number")
        return WEIGHTS
    return {**WEIGHTS, **value}


def classes_of(value: Any, where: str, errors: list[str]) -> tuple[PlannedClass, ...]:
    """Return the classes of a list; what is wrong goes to ``errors``."""
    return tuple(PlannedClass(**_frozen(row)) for row in read_list(value, CLASS, where, errors))


def _published(value: Any, errors: list[str]) -> tuple[Any, frozenset[tuple[str, str]] | None]:
    if value is None:
        return None, None
    given = read_object(value, PUBLISHED, "published", errors)
    if given is None:
        return None, None
    classes = classes_of(given["classes"], "published.classes", errors)
    if len({one.id for one in classes}) != len(classes):
        errors.append("published.classes: an id appears twice")
    listed = given["unserved"]
    if not isinstance(listed, list):
        return classes, None
    pairs = [(u.get("official"), u.get("course")) for u in listed if isinstance(u, dict)]
    return classes, frozenset((o, c) for o, c in pairs if isinstance(o, str) and isinstance(c, str))
