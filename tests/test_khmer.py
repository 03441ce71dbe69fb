"""Khmer text: canonical order, comparison, sorting, distance."""

import random

import pytest

from training import khmer


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("មន្រ្តី", "មន្ត្រី"),  # subscript RO comes last
        ("មន្តី្រ", "មន្ត្រី"),  # a vowel before a subscript
        ("សិទិ្ធ", "សិទ្ធិ"),
        ("កេាះ", "កោះ"),  # េ and ា typed apart
        ("សេាម", "សោម"),
        ("កេីត", "កើត"),  # េ and ី typed apart
        ("បុ៊ន", "ប៊ុន"),  # a shifter after a vowel
        ("សុុខ", "សុខ"),  # a doubled vowel
        ("ចំំ", "ចំ"),  # a doubled sign
        ("សុ\u200bខ\u200c\ufeff", "សុខ"),  # invisible signs
        ("សុខ\u00a0 សុភា ", "សុខ សុភា"),
        ("ឣ", "អ"),
        ("ឤ", "អា"),
        ("SOK Sophea", "SOK Sophea"),
    ],
)
def test_every_typing_order_becomes_canonical(typed, canonical):
    assert khmer.canonical(typed) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("កណ្ដាល", "កណ្តាល"),  # subscripts ដ and ត look the same
        ("សុខ សុភា", "សុខសុភា"),
        ("ថ្ងៃ-ខែ-ឆ្នាំ កំណើត", "ថ្ងៃខែឆ្នាំកំណើត"),
        ("ការិយាល័យ ១២", "ការិយាល័យ 12"),
        ("Date of Birth", "DATE OF BIRTH:"),
        ("«អង្គភាព»៖", "អង្គភាព"),
    ],
)
def test_spellings_that_mean_the_same_have_one_key(one, other):
    assert khmer.key(one) == khmer.key(other)


def test_canonical_order_is_reached_once_and_never_left():
    draw = random.Random(7)
    letters = [chr(code) for code in range(0x1780, 0x17DD)] + ["\u17d2"] * 20 + list("ab .(1-)\u200b")
    for _ in range(5_000):
        text = "".join(draw.choices(letters, k=9))
        once = khmer.canonical(text)
        assert khmer.canonical(once) == once


def test_marks_of_one_base_may_be_typed_in_any_order():
    draw = random.Random(8)
    for base, marks in (("ន", ["្ត", "្រ", "ី"]), ("ឆ", ["្ន", "ា", "ំ"]), ("ប", ["៉", "េ", "ះ"])):
        wanted = khmer.canonical(base + "".join(marks))
        for _ in range(20):
            draw.shuffle(marks)
            assert khmer.canonical(base + "".join(marks)) == wanted


@pytest.mark.parametrize(
    ("written", "name", "title"),
    [
        ("សុខ សុភា", "សុខ សុភា", ""),
        ("លោកស្រី សុខ សុភា", "សុខ សុភា", "លោកស្រី"),
        ("លោកស្រីសុខ សុភា", "សុខ សុភា", "លោកស្រី"),
        ("លោក សុខ សុភា", "សុខ សុភា", "លោក"),
        ("១. លោកជំទាវ សុខ សុភា (ប្រធាន)", "សុខ សុភា", "លោកជំទាវ"),
        ("12) កញ្ញា សុខ សុភា", "សុខ សុភា", "កញ្ញា"),
        ("ឯ.ឧ. សុខ សុភា", "សុខ សុភា", "ឯ.ឧ"),
        ("ឯកឧត្តមលោក សុខ សុភា", "សុខ សុភា", "ឯកឧត្តម"),
        ("លោក", "លោក", ""),
    ],
)
def test_titles_numbers_and_brackets_are_taken_from_a_name(written, name, title):
    assert khmer.without_title(written) == (name, title)
    assert khmer.name_key(written) == khmer.key(name)


def test_latin_names_are_compared_as_a_set_of_words():
    assert khmer.latin_key("SOPHEA Sok") == khmer.latin_key("Sok, Sophea") == "SOK SOPHEA"


def test_names_sort_as_in_a_dictionary():
    names = ["ខៀវ", "ក្រឹម", "កែវ", "កក", "គឹម", "កា", "កា\u200bត", "ង៉ែត", "អ៊ុក", "សុខ", "ស៊ុន"]

    assert sorted(names, key=khmer.sort_key) == [
        "កក", "កា", "កា\u200bត", "កែវ", "ក្រឹម", "ខៀវ", "គឹម", "ង៉ែត", "សុខ", "ស៊ុន", "អ៊ុក",
    ]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "edits"), [("សុខា", "សុខា", 0), ("សុភា", "សុខា", 1), ("សុខ", "ចាន់", 3)])
def test_distance_stops_counting_above_the_most(one, other, edits):
    assert khmer.distance(one, other, most=2) == edits


def test_digits_are_turned_both_ways():
    assert khmer.ascii_digits("១២/០៣/១៩៨៥") == "12/03/1985"
    assert khmer.khmer_digits(2018) == "២០១៨"


@pytest.mark.parametrize(
    ("text", "there"), [("SOK ស", True), ("dYg suxum", False), ("១២៣", False), ("", False)]
)
def test_khmer_letters_are_found(text, there):
    assert khmer.has_khmer(text) is there
