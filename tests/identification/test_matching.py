"""Who is the same person in the register, and what was decided before."""

from datetime import date

import pytest

from training.identification.matching import (
    Decisions,
    Identity,
    KnownOfficial,
    Match,
    Outcome,
    People,
    conflict_between,
)
from training.khmer import name_key

BORN = date(1985, 3, 12)
ID, OTHER_ID = "9012345678", "9087654321"


def identity(
    official_id: str | None = ID, name: str = "សុខ សុភា", born: date | None = BORN, sex: str | None = "F"
) -> Identity:
    return Identity(official_id, name_key(name), born, sex)


def people(*known: Identity, decisions: Decisions | None = None) -> People:
    """A register whose officials have the keys 100, 101 …"""
    officials = [KnownOfficial(key, one) for key, one in enumerate(known, start=100)]
    return People(officials, decisions=decisions or Decisions())


def test_nobody_is_like_anybody_in_an_empty_register():
    assert people().match(identity()) == Match(Outcome.NEW)
    assert list(people().similar(identity())) == []


@pytest.mark.parametrize(
    ("known", "listed", "wanted"),
    [
        (identity(), identity(name="លោកស្រី សុខ\u200bសុភា"), Match(Outcome.SAME, (100,))),
        (identity(name="", born=None, sex=None), identity(), Match(Outcome.SAME, (100,))),
        (identity(), identity(name="", born=None, sex=None), Match(Outcome.SAME, (100,))),
        (identity(), identity(name="សុខ សុភាព"), Match(Outcome.HELD, (100,), "C_ID_NAME")),
        (identity(), identity(born=date(1985, 3, 13)), Match(Outcome.HELD, (100,), "C_ID_DOB")),
        (identity(), identity(sex="M"), Match(Outcome.HELD, (100,), "C_ID_SEX")),
        (identity(), identity(None), Match(Outcome.SAME, (100,))),
        (identity(None), identity(), Match(Outcome.SAME, (100,))),
        (identity(None), identity(None), Match(Outcome.SAME, (100,))),
        (identity(), identity(OTHER_ID), Match(Outcome.NEW, (100,), "C_PERSON_TWO_IDS")),
        (identity(None), identity(None, sex=None), Match(Outcome.NEW)),
        (identity(None), identity(None, born=None), Match(Outcome.NEW)),
        (identity(None), identity(None, name=""), Match(Outcome.NEW)),
        (identity(), identity(OTHER_ID, born=date(1990, 1, 1)), Match(Outcome.NEW)),
    ],
)
def test_one_official_of_the_register_and_one_of_a_list(known, listed, wanted):
    assert people(known).match(listed) == wanted


def test_without_an_id_two_officials_are_too_many():
    assert people(identity(), identity(OTHER_ID)).match(identity(None)) == Match(
        Outcome.HELD, (100, 101), "C_AMBIGUOUS"
    )


def test_conflicts_are_tested_in_the_order_of_the_rules():
    assert conflict_between(identity(), identity(name="ចាន់", born=None, sex="M")) == "C_ID_NAME"
    assert conflict_between(identity(), identity(born=date(1990, 1, 1), sex="M")) == "C_ID_DOB"
    assert conflict_between(identity(), identity()) is None


@pytest.mark.parametrize(
    ("name", "similar"),
    [("សុខ សុភា", []), ("សុខ សុភី", [100]), ("សុខ សុភីន", [100]), ("សុខ សុភីនី", []), ("សុ សុភ", [100])],
)
def test_names_one_or_two_edits_apart_are_similar(name, similar):
    assert list(people(identity()).similar(identity(OTHER_ID, name=name))) == similar


@pytest.mark.parametrize(
    "other", [identity(OTHER_ID, "សុខ សុភី", sex="M"), identity(OTHER_ID, "សុខ សុភី", born=None)]
)
def test_only_the_same_birth_date_and_sex_are_similar(other):
    assert list(people(identity()).similar(other)) == []


def test_what_becomes_known_of_an_official_counts_at_once():
    register = people(identity(None))
    register.put(100, identity())

    assert register.match(identity()) == Match(Outcome.SAME, (100,))
    assert register.match(identity(OTHER_ID)) == Match(Outcome.NEW, (100,), "C_PERSON_TWO_IDS")


def test_what_is_no_longer_true_of_an_official_is_forgotten():
    register = people(identity())
    register.put(100, identity(OTHER_ID, "ចាន់ ធីតា"))

    assert register.match(identity()) == Match(Outcome.NEW)
    assert list(register.similar(identity(None, "សុខ សុភី"))) == []
    assert register.identity(100) == identity(OTHER_ID, "ចាន់ ធីតា")


def test_same_was_decided_and_is_not_asked_again():
    listed = identity(name="សុខ សុភាព")
    decided = Decisions(same=frozenset({(listed.fingerprint, 100)}))

    assert people(identity(), decisions=decided).match(listed) == Match(Outcome.SAME, (100,))


def test_a_decision_about_somebody_who_is_gone_decides_nothing():
    decided = Decisions(same=frozenset({(identity().fingerprint, 999)}))

    assert people(decisions=decided).match(identity()) == Match(Outcome.NEW)


def test_not_the_same_was_decided_and_is_not_asked_again():
    listed, similar = identity(None), identity(OTHER_ID, "សុខ សុភី")
    decided = Decisions(different=frozenset({(listed.fingerprint, 100), (similar.fingerprint, 100)}))
    register = people(identity(), identity(OTHER_ID), decisions=decided)

    assert register.match(listed) == Match(Outcome.SAME, (101,))  # one of two is ruled out
    assert list(register.similar(similar)) == [101]


def test_an_id_of_somebody_else_stays_held_although_it_was_decided():
    decided = Decisions(different=frozenset({(identity().fingerprint, 100)}))

    assert people(identity(), decisions=decided).match(identity()).outcome is Outcome.HELD


def test_an_identity_is_whole_with_name_birth_date_and_sex():
    assert identity(None).is_whole
    assert not identity(name="").is_whole
    assert identity(None, born=None).fingerprint == f"|{name_key('សុខ សុភា')}||F"


def test_what_a_merged_record_was_known_by_finds_the_one_who_stayed():
    now = Identity("0000000001", "សុខដារា", date(1980, 1, 2), "M")
    former = Identity("0000000002", "ចាន់សុភាព", date(1980, 1, 3), "M")
    people = People([KnownOfficial("stays", now)])
    people.also("stays", former)
    assert people.match(former) == Match(Outcome.SAME, ("stays",))
    assert people.match(former._replace(official_id=None)) == Match(Outcome.SAME, ("stays",))
    assert people.match(now) == Match(Outcome.SAME, ("stays",))
    assert list(people.similar(former._replace(official_id=None, name_key="ចាន់សុភា"))) == ["stays"]
    assert list(people.similar(former)) == []


def test_an_id_of_a_merged_record_with_the_facts_of_neither_is_a_conflict():
    people = People([KnownOfficial("stays", Identity("0000000001", "សុខដារា", date(1980, 1, 2), "M"))])
    people.also("stays", Identity("0000000002", "ចាន់សុភាព", date(1980, 1, 3), "M"))
    found = people.match(Identity("0000000002", "ម៉ៅដារា", date(1980, 1, 3), "M"))
    assert found == Match(Outcome.HELD, ("stays",), "C_ID_NAME")


def test_two_merged_records_of_one_name_are_one_official_and_not_two():
    twin = Identity("0000000001", "សុខដារា", date(1980, 1, 2), "M")
    people = People([KnownOfficial("stays", twin)])
    people.also("stays", twin._replace(official_id="0000000002"))
    assert people.match(twin._replace(official_id=None)) == Match(Outcome.SAME, ("stays",))
