"""Rows of one file joined to officials, in the order of the rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from training.identification.matching import Identity, Outcome, People
from training.identification.reading.drafts import Draft
from training.identification.reading.model import Fate, Finding, ListedOfficial, Person, Place, Relation


@dataclass(slots=True)
class Joined:
    """The officials of a file and how their rows relate."""

    officials: list[ListedOfficial] = field(default_factory=list)
    duplicates: list[Relation] = field(default_factory=list)
    conflicts: list[Relation] = field(default_factory=list)
    suggestions: list[Relation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def identity_of(person: Person) -> Identity:
    return Identity(person.official_id, person.name_key, person.birth_date, person.sex)


def united(first: Person, later: Person) -> Person:
    """One person of two rows: roles of both; of everything else the first value that is not empty."""
    values = [mine or theirs for mine, theirs in zip(first, later, strict=True)]
    return Person._make(values)._replace(roles=tuple(sorted({*first.roles, *later.roles})))


def join(drafts: Sequence[Draft]) -> Joined:
    """Join accepted rows; the fate of those that must be held is changed."""
    joined = _Joining().all_of(draft for draft in drafts if draft.fate is Fate.ACCEPTED)
    for draft in drafts:
        if draft.head is not None and draft.fate is Fate.ACCEPTED:
            draft.official = draft.head.official
            if draft.head.fate is not Fate.ACCEPTED:
                draft.become(Fate.SKIPPED)
    return joined


class _Joining:
    def __init__(self) -> None:
        self.known = People()
        self.persons: list[Person] = []
        self.places: list[list[Place]] = []
        self.result = Joined()

    def all_of(self, drafts: Iterable[Draft]) -> Joined:
        for draft in drafts:
            if draft.head is None:
                self._person(draft)
            elif draft.head.official is not None:
                self.places[draft.head.official].append(draft.place)
        officials = zip(self.persons, self.places, strict=True)
        self.result.officials = [ListedOfficial(person, tuple(places)) for person, places in officials]
        self._suggest()
        return self.result

    def _person(self, draft: Draft) -> None:
        assert draft.person is not None
        identity = identity_of(draft.person)
        match = self.known.match(identity)
        others = [int(str(key)) for key in match.others]
        if match.conflict:
            places = [self.places[other][0] for other in others]
            self._relate(self.result.conflicts, match.conflict, *places, draft.place)
        if match.outcome is Outcome.HELD:
            draft.become(Fate.HELD, match.conflict or "")
        elif match.outcome is Outcome.SAME:
            self._same(draft, draft.person, others[0])
        else:
            self._new(draft, draft.person, identity)

    def _new(self, draft: Draft, person: Person, identity: Identity) -> None:
        draft.official = len(self.persons)
        self.persons.append(person)
        self.places.append([draft.place])
        self.known.put(draft.official, identity)

    def _same(self, draft: Draft, person: Person, official: int) -> None:
        before = self.persons[official]
        if set(person.roles) <= set(before.roles):
            self._relate(self.result.duplicates, "D_REPEAT", self.places[official][0], draft.place)
        draft.official = official
        self.persons[official] = united(before, person)
        self.places[official].append(draft.place)
        self.known.put(official, identity_of(self.persons[official]))

    def _suggest(self) -> None:
        for number in range(len(self.persons)):
            for other in self.known.similar(self.known.identity(number)):
                if int(str(other)) < number:
                    self._relate(
                        self.result.suggestions, "S_SIMILAR",
                        self.places[int(str(other))][0], self.places[number][0],
                    )  # fmt: skip

    def _relate(self, relations: list[Relation], kind: str, *places: Place) -> None:
        relations.append(Relation(kind, places))
        row = places[-1]
        for other in places[:-1]:
            self.result.findings.append(Finding(kind, row.sheet, row.row, "", "", "", other))
