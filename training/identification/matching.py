"""Who is the same person: by ID, else by Khmer name key, birth date and sex; similar names only suggest.

One index serves three uses: the rows of a file among themselves, the officials of all lists, the register.
Keys of officials may be anything that can be a dictionary key: a place in a list, an id of the database.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from training.khmer import distance

MOST_EDITS = 2  # of two keys that are shown as similar


class Outcome(StrEnum):
    NEW = "new"
    SAME = "same"
    HELD = "held"


class Identity(NamedTuple):
    """What tells officials apart; ``name_key`` is "" without a Khmer name."""

    official_id: str | None
    name_key: str
    birth_date: date | None
    sex: str | None

    @property
    def is_whole(self) -> bool:
        """Whether name, birth date and sex are all there, so that they identify without an ID."""
        return bool(self.name_key and self.birth_date and self.sex)

    @property
    def fingerprint(self) -> str:
        """This identity as text, by which decisions are remembered."""
        born = self.birth_date.isoformat() if self.birth_date else ""
        return f"{self.official_id or ''}|{self.name_key}|{born}|{self.sex or ''}"


class KnownOfficial(NamedTuple):
    """An official who is already there."""

    key: Hashable
    identity: Identity


class Match(NamedTuple):
    """What was decided: new, the same as ``others[0]``, or held.

    ``conflict`` is why it is held; a new official may carry ``C_PERSON_TWO_IDS``, which holds nothing.
    """

    outcome: Outcome
    others: tuple[Hashable, ...] = ()
    conflict: str | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided before: pairs of a listed official's fingerprint and a known official's key."""

    same: frozenset[tuple[str, Hashable]] = frozenset()
    different: frozenset[tuple[str, Hashable]] = frozenset()


NO_DECISIONS = Decisions()
_NEW = Match(Outcome.NEW)


class People:
    """Officials who are there, found by what identifies them; grows while a list is gone through."""

    def __init__(self, known: Iterable[KnownOfficial] = (), *, decisions: Decisions = NO_DECISIONS) -> None:
        self._identities: dict[Hashable, Identity] = {}
        self._by_id: dict[str, Hashable] = {}
        self._by_person: dict[tuple[object, ...], tuple[Hashable, ...]] = {}
        self._by_birth: dict[tuple[date, str], list[Hashable]] = {}
        self._same = dict(decisions.same)
        self._different = decisions.different
        self._decided = bool(decisions.same or decisions.different)
        self._said = {fingerprint for fingerprint, _ in decisions.same | decisions.different}
        self._former: dict[Hashable, list[Identity]] = {}
        for official in known:
            self.put(official.key, official.identity)

    def identity(self, key: Hashable) -> Identity:
        return self._identities[key]

    def put(self, key: Hashable, identity: Identity) -> None:
        """Add an official, or tell what has become known of one."""
        before = self._identities.get(key)
        if before == identity:
            return
        if before is not None:
            self._forget(key, before)
        self._identities[key] = identity
        if identity.official_id:
            self._by_id.setdefault(identity.official_id, key)
        if identity.name_key and identity.birth_date and identity.sex:
            person = identity[1:]
            self._by_person[person] = (*self._by_person.get(person, ()), key)
            self._by_birth.setdefault((identity.birth_date, identity.sex), []).append(key)

    def also(self, key: Hashable, identity: Identity) -> None:
        """Let what identified a record that was merged into the official ``key`` find him, too."""
        self._former.setdefault(key, []).append(identity)
        if identity.official_id:
            self._by_id.setdefault(identity.official_id, key)
        if identity.name_key and identity.birth_date and identity.sex:
            person, birth = identity[1:], (identity.birth_date, identity.sex)
            if key not in self._by_person.get(person, ()):
                self._by_person[person] = (*self._by_person.get(person, ()), key)
            if key not in self._by_birth.get(birth, ()):
                self._by_birth.setdefault(birth, []).append(key)

    def former(self, key: Hashable) -> Sequence[Identity]:
        """What identified the records that were merged into the official ``key``."""
        return self._former.get(key, ())

    def is_decided(self, identity: Identity) -> bool:
        """Whether a person once said who this is, or who it is not."""
        return self._decided and identity.fingerprint in self._said

    def match(self, identity: Identity) -> Match:
        """Say whether ``identity`` is new, somebody who is there, or must be held for a person to decide."""
        if self._decided and (key := self._same.get(identity.fingerprint)) in self._identities:
            return Match(Outcome.SAME, (key,))
        if identity.official_id and (key := self._by_id.get(identity.official_id)) is not None:
            conflict = self._conflict(key, identity)
            if conflict is None and self._is_different(identity, key):
                conflict = "C_ID_NAME"
            return Match(Outcome.HELD if conflict else Outcome.SAME, (key,), conflict)
        return self._match_person(identity)

    def similar(self, identity: Identity) -> Iterator[Hashable]:
        """Officials born the same day, of the same sex, whose name keys are one or two edits apart."""
        if not (identity.name_key and identity.birth_date and identity.sex):
            return
        for key in self._by_birth.get((identity.birth_date, identity.sex), ()):
            if self._former and key in self._former:
                if self._was_similar(identity, key):
                    yield key
                continue
            other = self._identities[key].name_key
            if other == identity.name_key or self._is_different(identity, key):
                continue
            if distance(identity.name_key, other, most=MOST_EDITS) <= MOST_EDITS:
                yield key

    def _match_person(self, identity: Identity) -> Match:
        others = self._by_person.get(identity[1:], ())
        if self._decided:
            others = tuple(key for key in others if not self._is_different(identity, key))
        if not others:
            return _NEW
        if not identity.official_id:
            if len(others) == 1:
                return Match(Outcome.SAME, others)
            return Match(Outcome.HELD, others, "C_AMBIGUOUS")
        without = tuple(key for key in others if not self._identities[key].official_id)
        if without:
            return Match(Outcome.SAME, without[:1])
        return Match(Outcome.NEW, others, "C_PERSON_TWO_IDS")

    def _was_similar(self, identity: Identity, key: Hashable) -> bool:
        """Whether the official, by a name of now or of a merged record, looks like ``identity``."""
        names = {one.name_key for one in (self._identities[key], *self._former[key]) if one.name_key}
        if identity.name_key in names or self._is_different(identity, key):
            return False
        return any(distance(identity.name_key, name, most=MOST_EDITS) <= MOST_EDITS for name in names)

    def _conflict(self, key: Hashable, identity: Identity) -> str | None:
        """Why ``identity`` cannot be the official, neither as he is known nor as a merged record knew him."""
        conflict = conflict_between(self._identities[key], identity)
        if conflict and any(conflict_between(one, identity) is None for one in self._former.get(key, ())):
            return None
        return conflict

    def _is_different(self, identity: Identity, key: Hashable) -> bool:
        return self._decided and (identity.fingerprint, key) in self._different

    def _forget(self, key: Hashable, identity: Identity) -> None:
        if identity.official_id and self._by_id.get(identity.official_id) == key:
            del self._by_id[identity.official_id]
        if identity.name_key and identity.birth_date and identity.sex:
            person = identity[1:]
            self._by_person[person] = tuple(other for other in self._by_person[person] if other != key)
            self._by_birth[identity.birth_date, identity.sex].remove(key)


def conflict_between(known: Identity, listed: Identity) -> str | None:
    """Why two identities with the same ID cannot be one person, tested in the order of the rules."""
    if known.name_key and listed.name_key and known.name_key != listed.name_key:
        return "C_ID_NAME"
    if known.birth_date and listed.birth_date and known.birth_date != listed.birth_date:
        return "C_ID_DOB"
    if known.sex and listed.sex and known.sex != listed.sex:
        return "C_ID_SEX"
    return None
