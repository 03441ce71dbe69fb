"""Every rule of the programme is named in a test, and says its one sentence."""

from collections.abc import Iterator
from pathlib import Path

import app  # noqa: F401 - brings every rule into being
from training.errors import RuleViolation

HERE = Path(__file__).parent


def rules(kind: type[RuleViolation] = RuleViolation) -> Iterator[type[RuleViolation]]:
    for rule in kind.__subclasses__():
        if rule.__module__.startswith("training."):
            yield rule
        yield from rules(rule)


def test_every_rule_is_named_in_a_test():
    tests = "\n".join(path.read_text() for path in HERE.rglob("*.py"))
    assert [rule.__name__ for rule in rules() if rule.__name__ not in tests] == []


def test_every_rule_says_one_sentence_of_its_own():
    said = [str(rule.message) for rule in rules() if not rule.__subclasses__()]
    assert [text for text in said if text == str(RuleViolation.message) or text[-1] not in ".?"] == []
