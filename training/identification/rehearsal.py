"""Rehearse a folder of identification lists against an empty register, and write what would come of each.

``python -m training.identification.rehearsal FOLDER --output DIR``; touches no database.
"""

import argparse
import json
import sys
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from training.identification.matching import Outcome, People
from training.identification.reading.joining import identity_of, united
from training.identification.reading.model import (
    FileStatus,
    ListedOfficial,
    ListKind,
    Person,
    Place,
    Reading,
    Relation,
)  # fmt: skip
from training.identification.reading.safely import read_safely
from training.identification.versions import Delta, OfficialChange, compare, official_key

MANIFEST = "manifest.json"


class ManifestError(Exception):
    """The folder cannot be rehearsed; the text says why, in one line."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of the manifest: a file as it was sent."""

    file: str
    list: str
    org: str
    kind: ListKind
    received: date
    version: int
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A delivery with what was read, and what it changes in the version before it."""

    delivery: Delivery
    reading: Reading
    delta: Delta | None


@dataclass(slots=True)
class Corpus:
    """All lists together, each in its latest version: what the register would hold."""

    persons: list[Person] = field(default_factory=list)
    first: list[tuple[str, Place]] = field(default_factory=list)  # file and row where each was first seen
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    two_orgs: list[dict[str, Any]] = field(default_factory=list)
    suggestions: list[dict[str, Any]] = field(default_factory=list)


def rehearse(folder: Path, output: Path) -> list[Rehearsed]:
    """Treat the deliveries of ``folder/manifest.json`` in order, and write their results to ``output``.

    Writes ``<file>.result.json`` for each and ``_corpus.result.json``; a refused file is a result, too.
    Raises ``ManifestError`` when the manifest or a file that it names is missing or makes no sense.
    """
    deliveries = _deliveries(folder)
    output.mkdir(parents=True, exist_ok=True)
    rehearsed: list[Rehearsed] = []
    for delivery in deliveries:
        rehearsed.append(_rehearsed(folder, delivery, rehearsed))
        _write(output / f"{delivery.file}.result.json", result_of(rehearsed[-1]))
    _write(output / "_corpus.result.json", corpus_result(joined(latest(rehearsed))))
    return rehearsed


def latest(rehearsed: Iterable[Rehearsed]) -> list[Rehearsed]:
    """Each list in its latest version that could be read, in the order of its first delivery."""
    lists: dict[str, Rehearsed | None] = {}
    for one in rehearsed:
        readable = one.reading.status is FileStatus.OK
        lists[one.delivery.list] = one if readable else lists.get(one.delivery.list)
    return [one for one in lists.values() if one is not None]


def joined(lists: Iterable[Rehearsed]) -> Corpus:
    """Match the officials of all lists by the same rules as the rows of one."""
    corpus, known = Corpus(), People()
    for one in lists:
        for official in one.reading.officials:
            _join(corpus, known, one.delivery.file, official)
    _suggest(corpus, known)
    return corpus


def result_of(one: Rehearsed) -> dict[str, Any]:
    """The result of one delivery, in the words of the rules."""
    delivery, reading = one.delivery, one.reading
    return {
        "file": delivery.file,
        "list": delivery.list,
        "list_kind": delivery.kind.value,
        "org": delivery.org,
        "version": delivery.version,
        "status": reading.status.value,
        "refusal": reading.refusal.value if reading.refusal else None,
        "officials": [_official(official) for official in reading.officials],
        "rejected": [{**_place(row.place), "reasons": list(row.reasons)} for row in reading.rejected],
        "held": [{**_place(row.place), "reason": row.reasons[0]} for row in reading.held],
        "duplicates": _relations(reading.duplicates),
        "conflicts": _relations(reading.conflicts),
        "suggestions": _relations(reading.suggestions),
        "findings": [finding._asdict() for finding in reading.findings],
        "delta_from_previous": _delta(one.delta) if one.delta else None,
    }


def corpus_result(corpus: Corpus) -> dict[str, Any]:
    return {
        "officials_total": len(corpus.persons),
        "conflicts": corpus.conflicts,
        "two_orgs": corpus.two_orgs,
        "suggestions_across_lists": corpus.suggestions,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: 0 when done, 2 with one line when the folder cannot be rehearsed."""
    parser = argparse.ArgumentParser(
        prog="rehearsal", description="Rehearse a folder of identification lists."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    asked = parser.parse_args(arguments)
    try:
        rehearsed = rehearse(asked.folder, asked.output)
    except ManifestError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{len(rehearsed)} lists rehearsed; results in {asked.output}\n")
    return 0


def _deliveries(folder: Path) -> list[Delivery]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return [_delivery(item) for item in manifest["deliveries"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ManifestError(f"{folder / MANIFEST} cannot be read: {error!r}") from error


def _delivery(item: dict[str, Any]) -> Delivery:
    return Delivery(
        file=Path(str(item["file"])).name,
        list=str(item.get("list", item["file"])),
        org=str(item["org"]),
        kind=ListKind(item["list_kind"]),
        received=date.fromisoformat(item["received"]),
        version=int(item.get("version", 1)),
        replaces=item.get("replaces"),
    )


def _rehearsed(folder: Path, delivery: Delivery, before: Sequence[Rehearsed]) -> Rehearsed:
    try:
        data = (folder / delivery.file).read_bytes()
    except OSError as error:
        raise ManifestError(f"{delivery.file} cannot be read: {error!r}") from error
    reading = read_safely(data, org=delivery.org, kind=delivery.kind, received=delivery.received)
    previous = _previous(delivery, before) if reading.status is FileStatus.OK else None
    return Rehearsed(delivery, reading, compare(previous.officials, reading.officials) if previous else None)


def _previous(delivery: Delivery, before: Sequence[Rehearsed]) -> Reading | None:
    """The version that a delivery replaces; a refused one changed nothing: then the one before it."""
    if delivery.replaces is None:
        return None
    named = [one for one in before if one.delivery.file == delivery.replaces]
    same_list = [one for one in before if one.delivery.list == delivery.list]
    readable = [one for one in (*same_list, *named) if one.reading.status is FileStatus.OK]
    return readable[-1].reading if readable else None


def _join(corpus: Corpus, known: People, file: str, official: ListedOfficial) -> None:
    person, row = official.person, (file, official.rows[0])
    match = known.match(identity_of(person))
    others = [int(str(other)) for other in match.others]
    if match.conflict and any(corpus.first[other][0] != file for other in others):
        corpus.conflicts.append(_across(match.conflict, *(corpus.first[other] for other in others), row))
    if match.outcome is Outcome.HELD:
        return
    if match.outcome is Outcome.NEW:
        corpus.persons.append(person)
        corpus.first.append(row)
        known.put(len(corpus.persons) - 1, identity_of(person))
        return
    before = corpus.persons[others[0]]
    if before.org != person.org:
        corpus.two_orgs.append(
            _across("X_TWO_ORGS", corpus.first[others[0]], row) | {"orgs": [before.org, person.org]}
        )
    corpus.persons[others[0]] = united(before, person)
    known.put(others[0], identity_of(corpus.persons[others[0]]))


def _suggest(corpus: Corpus, known: People) -> None:
    for number, person in enumerate(corpus.persons):
        for other in sorted(map(_number, known.similar(identity_of(person)))):
            if other < number and corpus.first[other][0] != corpus.first[number][0]:
                corpus.suggestions.append(_across("S_SIMILAR", corpus.first[other], corpus.first[number]))


def _number(key: Hashable) -> int:
    return int(str(key))


def _across(kind: str, *rows: tuple[str, Place]) -> dict[str, Any]:
    return {"kind": kind, "rows": [{"file": file, **_place(place)} for file, place in rows]}


def _official(official: ListedOfficial) -> dict[str, Any]:
    return {**_person(official.person), "rows": [_place(place) for place in official.rows]}


def _person(person: Person) -> dict[str, Any]:
    fields = {
        ("id" if name == "official_id" else name): _plain(value) for name, value in person._asdict().items()
    }
    del fields["name_key"]
    return fields


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _place(place: Place) -> dict[str, Any]:
    return {"sheet": place.sheet, "row": place.row}


def _relations(relations: Iterable[Relation]) -> list[dict[str, Any]]:
    return [{"kind": one.kind, "rows": [_place(place) for place in one.places]} for one in relations]


def _delta(delta: Delta) -> dict[str, Any]:
    return {
        "added": [official_key(official.person) for official in delta.added],
        "removed": [official_key(official.person) for official in delta.removed],
        "changed": [_change(change) for change in delta.changed],
        "unchanged": len(delta.unchanged),
    }


def _change(change: OfficialChange) -> dict[str, Any]:
    return {
        "key": official_key(change.new.person),
        "old_key": official_key(change.old.person),
        "fields": dict(_changed_fields(change)),
    }


def _changed_fields(change: OfficialChange) -> Iterator[tuple[str, list[object]]]:
    for one in change.fields:
        yield "id" if one.field == "official_id" else one.field, [_plain(one.old), _plain(one.new)]


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
