"""Names and what their titles tell."""

import pytest

from training.identification.reading.names import khmer_name, latin_name


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("លោក សុខ សុភា", "M"), ("ឯកឧត្តម សុខ សុភា", "M"), ("ឯ.ឧ សុខ សុភា", "M"), ("លោកស្រី សុខ សុភា", "F"),
        ("លោកជំទាវសុខ សុភា", "F"), ("អ្នកនាង សុខ សុភា", "F"), ("អ្នកស្រី សុខ សុភា", "F"), ("កញ្ញា សុខ សុភា", "F"),
        ("សុខ សុភា", None),
    ],
)  # fmt: skip
def test_a_khmer_title_tells_the_sex(text, sex):
    assert khmer_name(text) == ("សុខ សុភា", sex)


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Mr. Sok Sophea", "M"), ("MR Sok Sophea", "M"), ("Mrs. Sok Sophea", "F"), ("Ms Sok Sophea", "F"),
        ("Miss Sok Sophea", "F"), ("H.E. Sok Sophea", None), ("H.E Sok Sophea", None), ("Dr. Sok Sophea", None),
        ("H.E. Mrs. Sok Sophea", "F"), ("3. Mr. Sok, Sophea (new)", "M"), ("Sok Sophea", None),
    ],
)  # fmt: skip
def test_a_latin_title_tells_the_sex_but_not_every_one(text, sex):
    assert latin_name(text) == ("SOK SOPHEA", sex)


@pytest.mark.parametrize(
    ("text", "name"), [("Mony Chan", "MONY CHAN"), ("Drum Sok", "DRUM SOK"), ("Mr", "MR"), ("--", "")]
)
def test_what_only_begins_like_a_title_stays(text, name):
    assert latin_name(text)[0] == name
