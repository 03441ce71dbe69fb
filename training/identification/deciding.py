"""What people decide about doubtful pairs: remembered, not asked again, taken back when it was wrong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, select

from training import audit
from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.identification.earlier import load_earlier
from training.identification.joined import SAME_AS, joined_people, whole
from training.identification.judging import Judgement, judge
from training.identification.marking import mark_anew, person_of
from training.identification.models import (
    IdentificationList,
    IdentityDecision,
    ListRow,
    ListState,
    RowDecision,
    RowOutcome,
)
from training.identification.pairs import (
    IN_FILE,
    Answers,
    Pair,
    answers,
    asked_in_file,
    earlier_rows,
    fingerprint,
    is_person,
    with_codes,
)
from training.identification.reading.model import Place
from training.identification.register import load_register
from training.identification.service import AlreadyDecided
from training.officials.doubles import decision_about
from training.officials.models import Official, PairVerdict
from training.officials.pairs import DecidedBefore, DecidedBySomebodyElse, remember
from training.permissions import Action

SAME, NOT_SAME = PairVerdict.SAME, PairVerdict.NOT_SAME
ID_CONFLICTS = frozenset({"C_ID_NAME", "C_ID_DOB", "C_ID_SEX"})  # one ID cannot be two persons
Answered = dict[Place, PairVerdict | None]


def decide(pair: Pair, *, verdict: PairVerdict, by: User, at: datetime) -> IdentityDecision:
    """Remember whether the two are one person; in every list under review, the row follows at once.

    Raises:
        AlreadyDecided: the list is not under review.
        DecidedBefore: it was said before.
    """
    if db.session.get_one(IdentificationList, pair.row.list_id).state is not ListState.READ:
        raise AlreadyDecided
    if pair.decision is not None:
        raise DecidedBefore
    mark = pair.fingerprint
    said = IdentityDecision(fingerprint=mark, verdict=verdict, list_id=pair.row.list_id, decided_at=at)
    said.decided_by_id = by.id
    said.official_id = pair.official.id if pair.official else None
    said.other_fingerprint = fingerprint(pair.other) if pair.other else None
    db.session.add(said)
    audit.record("decided pair", said, by=by, row=pair.row.id, verdict=verdict.value)
    look_again(pair, by=by)
    return said


def take_back(pair: Pair, *, by: User) -> None:
    """Forget what was said of the two: it is asked again. What an applied list wrote stays.

    Raises:
        RuleViolation: the first of ``obstacles``.
    """
    for obstacle in obstacles(pair, by=by):
        raise obstacle
    if pair.decision is not None:
        audit.record("took pair decision back", pair.decision, by=by, row=pair.row.id)
        db.session.delete(pair.decision)
        db.session.flush()
        look_again(pair, by=by)


def obstacles(pair: Pair, *, by: User) -> Iterator[RuleViolation]:
    """Say why ``by`` cannot take back what was said of the two."""
    own = pair.decision is None or pair.decision.decided_by_id == by.id
    if not own and not by.may(Action.MERGE_OFFICIALS):
        yield DecidedBySomebodyElse()


def look_again(pair: Pair, *, by: User | None) -> None:
    """Judge anew, in every list under review, the rows of the two that the pair is about."""
    marks = {pair.fingerprint, fingerprint(pair.other) if pair.other else pair.fingerprint}
    about = with_codes("N_DECIDED", "N_JOINED", *sorted(IN_FILE)) | (ListRow.id == pair.row.id)
    if pair.official:
        about |= (ListRow.alike_id == pair.official.id) | (ListRow.official_id == pair.official.id)
    query = select(ListRow).join(IdentificationList, IdentificationList.id == ListRow.list_id)
    by_list: dict[int, list[ListRow]] = defaultdict(list)
    for row in db.session.scalars(query.where(IdentificationList.state == ListState.READ, about)):
        if is_person(row) and fingerprint(row) in marks:
            by_list[row.list_id].append(row)
    for list_id, rows in by_list.items():
        _judge_anew(db.session.get_one(IdentificationList, list_id), rows, by=by)


def recall(identification_list: IdentificationList) -> None:
    """Let what was said of two rows of an earlier list hold for one that has just been read."""
    if not _anything_said(IdentityDecision.other_fingerprint.is_not(None)):
        return
    query = select(ListRow).where(ListRow.list_id == identification_list.id, with_codes(*sorted(IN_FILE)))
    rows = [row for row in db.session.scalars(query) if any(asked_in_file(row))]
    said = answers(fingerprint(row) for row in rows)
    answered = [row for row in rows if any(mark == fingerprint(row) for mark, _ in said)]
    if answered:
        _judge_anew(identification_list, answered, by=None)


def remember_apart(of: IdentificationList, *, by: User | None, at: datetime) -> None:
    """Let what was said of rows hold for the officials whom the list has made of them.

    Who accepted a doubtful row has said that it is not the official whom it looks like.
    """
    accepted = (ListRow.outcome == RowOutcome.DOUBTFUL) & (ListRow.decision == RowDecision.ACCEPT)
    for row in db.session.scalars(select(ListRow).where(ListRow.list_id == of.id, accepted)):
        decided_by = db.session.get(User, row.decided_by_id) if row.decided_by_id else by
        _keep_apart(row, [row.alike_id] if row.alike_id else [], by=decided_by, at=at)
    if not _anything_said(IdentityDecision.verdict == NOT_SAME):
        return
    query = select(ListRow).where(ListRow.list_id == of.id, with_codes("N_DECIDED"))
    rows = db.session.scalars(query.where(ListRow.outcome == RowOutcome.NEW)).all()
    others, said = earlier_rows(rows), answers(fingerprint(row) for row in rows)
    for row in rows:
        mark = fingerprint(row)
        apart = {
            number for (one, number), answer in said.items()
            if one == mark and isinstance(number, int) and answer.verdict is NOT_SAME
        }  # fmt: skip
        places = (place for place, verdict in _answered(row, others, said).items() if verdict is NOT_SAME)
        apart |= {number for place in places if (number := others[place].official_id)}
        _keep_apart(row, apart, by=by, at=at)


def _anything_said(of_this_kind: ColumnElement[bool]) -> bool:
    """Long lists are not searched for what nobody ever said."""
    return db.session.scalar(select(IdentityDecision.id).where(of_this_kind).limit(1)) is not None


def _keep_apart(row: ListRow, apart: Iterable[int], *, by: User | None, at: datetime) -> None:
    for number in apart:
        new, other = (db.session.get(Official, one) for one in (row.official_id, number))
        if new and other and not other.merged_into_id and decision_about(new, other) is None:
            remember(new, other, verdict=NOT_SAME, by=by, at=at)


def _judge_anew(of: IdentificationList, rows: Iterable[ListRow], *, by: User | None) -> None:
    """Judge rows, and those before them that they were or are joined to."""
    others = earlier_rows(rows)
    about = {row.id: row for row in (*rows, *others.values())}
    said = answers(fingerprint(row) for row in about.values())
    answered = {number: _answered(row, others, said) for number, row in about.items()}
    for number, row in about.items():
        _join(row, answered[number])
    db.session.flush()
    joined = joined_people(of.id)
    people = {number: whole(person_of(row.facts), joined.get(number, ())) for number, row in about.items()}
    register = load_register(list(people.values()), earlier=load_earlier(of))
    moved = {}
    for number, row in about.items():
        judgement = _in_file(row, answered[number]) or judge(people[number], home=of.unit, register=register)
        moved[number] = _telling(judgement, answered[number])
    mark_anew(of, moved, by=by)


def _answered(row: ListRow, others: Mapping[Place, ListRow], said: Answers) -> Answered:
    """What was said of the row and each earlier one that it is about; None where nobody answered yet."""
    mark, answered = fingerprint(row), {}
    for _, place in asked_in_file(row):
        if place in others:
            answer = said.get((mark, fingerprint(others[place])))
            answered[place] = answer.verdict if answer else None
    return answered


def _join(row: ListRow, answered: Answered) -> None:
    """Let the row name the earlier one that speaks for it, or name none."""
    places = [place for place, verdict in answered.items() if verdict is SAME]
    facts = {name: value for name, value in row.facts.items() if name != SAME_AS}
    if places:
        row.facts = facts | {SAME_AS: list(places[0])}
        row.outcome, row.official_id = RowOutcome.SAME, None
    elif SAME_AS in row.facts:
        row.facts, row.outcome = facts, RowOutcome.DOUBTFUL


def _in_file(row: ListRow, answered: Answered) -> Judgement | None:
    """What the file alone makes of the row, whatever the register knows."""
    if SAME in answered.values():
        return Judgement(RowOutcome.SAME, codes=("N_JOINED",))
    codes = {finding["code"] for finding, _ in asked_in_file(row)}
    unclear = "C_AMBIGUOUS" in codes and set(answered.values()) != {NOT_SAME}
    return Judgement(RowOutcome.HELD) if unclear or codes & ID_CONFLICTS else None


def _telling(judgement: Judgement, answered: Answered) -> Judgement:
    if NOT_SAME in answered.values() and "N_DECIDED" not in judgement.codes:
        return judgement._replace(codes=(*judgement.codes, "N_DECIDED"))
    return judgement
