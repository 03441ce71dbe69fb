"""What a newer version of a list changes."""

from datetime import date

import pytest

from training.identification.reading.model import ListedOfficial, Person, Place
from training.identification.versions import Delta, FieldChange, compare, official_key
from training.khmer import name_key

SOK = Person(
    "9012345678", "សុខ សុភា", name_key("សុខ សុភា"), "SOK SOPHEA", "F", date(1985, 3, 12), "+85512345678", None,
    "MEF", "នាយកដ្ឋានថវិកា", None, "មន្ត្រី", ("AP.ENTRY",),
)  # fmt: skip


def official(person: Person = SOK, **changed: object) -> ListedOfficial:
    if "khmer_name" in changed:
        changed["name_key"] = name_key(str(changed["khmer_name"]))
    return ListedOfficial(person._replace(**changed), (Place("", 2),))


def changes(delta: Delta) -> list[tuple[FieldChange, ...]]:
    return [change.fields for change in delta.changed]


def test_the_same_list_again_changes_nothing():
    assert compare([official()], [official()]) == Delta(
        added=(), removed=(), changed=(), unchanged=(official(),)
    )


@pytest.mark.parametrize(
    "spelled",
    [
        {"khmer_name": "សុខសុភា"},
        {"latin_name": "SOPHEA SOK"},
        {"unit": "នាយកដ្ឋាន ថវិកា"},
        {"position": "មន្រ្តី"},
    ],
)
def test_another_spelling_or_order_is_no_change(spelled):
    assert changes(compare([official()], [official(**spelled)])) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("khmer_name", "សុខ សុភាព"),
        ("latin_name", "SOK SOPHEAP"),
        ("birth_date", date(1985, 3, 13)),
        ("sex", None),
        ("phone", None),
        ("email", "a@b.kh"),
        ("org", "GDNT"),
        ("unit", "រតនាគារ"),
        ("office", "ការិយាល័យ"),
        ("position", None),
        ("roles", ("AP.ENTRY", "GL.REVIEW")),
    ],
)
def test_each_field_that_changed_is_told_with_its_old_and_new_value(field, value):
    old = getattr(SOK, field)

    assert changes(compare([official()], [official(**{field: value})])) == [(FieldChange(field, old, value),)]


@pytest.mark.parametrize(
    ("before", "after"), [("9012345678", "9099999999"), (None, "9012345678"), ("9012345678", None)]
)
def test_a_changed_id_is_a_change_of_the_same_official(before, after):
    delta = compare([official(official_id=before)], [official(official_id=after)])

    assert changes(delta) == [(FieldChange("official_id", before, after),)]
    assert (delta.added, delta.removed) == ((), ())


def test_ids_pair_before_names_do():
    twin = official(official_id="9099999999")
    delta = compare([official(), twin], [official(official_id="9055555555"), official()])

    assert [(change.old.person.official_id, change.new.person.official_id) for change in delta.changed] == [
        ("9099999999", "9055555555")
    ]
    assert delta.unchanged == (official(),)


def test_who_is_only_in_one_version_was_added_or_removed():
    other = official(official_id="9099999999", khmer_name="ចាន់ ធីតា")
    delta = compare([official()], [other])

    assert (delta.added, delta.removed) == ((other,), (official(),))


def test_without_a_whole_identity_nobody_is_paired_by_name():
    delta = compare(
        [official(official_id="9011111111", sex=None)], [official(official_id="9022222222", sex=None)]
    )

    assert (len(delta.added), len(delta.removed)) == (1, 1)


def test_officials_are_called_by_id_or_by_what_identifies_them():
    assert official_key(SOK) == "id:9012345678"
    assert official_key(SOK._replace(official_id=None)) == "p:សុខសុភា|1985-03-12|F"
