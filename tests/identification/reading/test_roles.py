"""Workflow roles in every way in which lists write them."""

import pytest

from training.identification.reading import roles
from training.khmer import key
from training.reference import reference


@pytest.mark.parametrize("role", reference().roles)
def test_every_role_is_read_by_its_code_and_all_its_names(role):
    for name in (role, *reference().role_names.get(role, ())):
        assert roles.roles_of(name) == roles.roles_of(f" {name.upper()}* ") == (role,)


@pytest.mark.parametrize("module", reference().modules, ids=lambda module: module.code)
@pytest.mark.parametrize("step", reference().steps, ids=lambda step: step.code)
def test_module_and_step_are_read_in_either_order_with_any_punctuation(module, step):
    for alias in module.aliases:
        for name in step.aliases:
            for text in (
                f"{alias} {name}",
                f"{name} - {alias}",
                f"{name} ({alias})",
                f"{alias}: {name}",
                f"{alias}/{name}",
            ):
                assert roles.roles_of(text) == (f"{module.code}.{step.code}",), text


def test_no_two_roles_share_a_spelling():
    spelled = [
        (key(text), f"{module.code}.{step.code}")
        for module in reference().modules
        for step in reference().steps
        for alias in module.aliases
        for name in step.aliases
        for text in (f"{alias} {name}", f"{name} {alias}")
    ]
    spelled += [(key(name), role) for role, names in reference().role_names.items() for name in names]

    assert len(dict(spelled)) == len(set(spelled))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("AP Entry; GL Review", ("AP.ENTRY", "GL.REVIEW")),
        ("AP Entry, Review", ("AP.ENTRY", "AP.REVIEW")),
        ("AP Entry/Review", ("AP.ENTRY", "AP.REVIEW")),
        ("AP: E/R/A", ("AP.ENTRY", "AP.REVIEW", "AP.APPROVE")),
        ("AR A/R", ("AR.APPROVE", "AR.REVIEW")),
        ("AP Entry / Review; GL Approve + Inquiry", ("AP.ENTRY", "AP.REVIEW", "GL.APPROVE", "GL.INQUIRY")),
        ("បញ្ចូល/ពិនិត្យ (សៀវភៅធំ)", ("GL.ENTRY", "GL.REVIEW")),
        ("AP/Entry/Review", ("AP.ENTRY", "AP.REVIEW")),
        (
            "Payables Officer\nReport Viewer\r\nSystem Administrator",
            ("AP.ENTRY", "RPT.INQUIRY", "ADM.SECURITY"),
        ),
        ("Payables Officer, Review", ("AP.ENTRY", "AP.REVIEW")),
        ("Budget Controller & Budget Analyzer*; Confirmer", ("BA.INQUIRY", "PO.APPROVE")),
        ("AP\u200b Entry;;  ;", ("AP.ENTRY",)),
        ("", ()),
        ("-", ()),
    ],
)
def test_several_roles_in_one_cell(text, wanted):
    assert roles.roles_of(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "FMIS", "AP", "General Ledger", "Entry", "A/R", "Fixed Assets Entry", "បញ្ចូល (ទ្រព្យសកម្ម)", "Inventory Approver",
        "AP Entry; Driver", "AP Entry; GL", "AP Entry and Review", "RPT Entry", "Report Viewer, Entry", "AP Entry Review",
        "?", "x",
    ],
)  # fmt: skip
def test_one_part_that_cannot_be_read_spoils_the_whole(text):
    assert roles.roles_of(text) is None


@pytest.mark.parametrize(
    ("module", "step", "wanted"),
    [
        ("AP", "អ្នកអនុម័ត", ("AP.APPROVE",)),
        ("សៀវភៅធំ", "Entry/Review", ("GL.ENTRY", "GL.REVIEW")),
        ("AR", "A", ("AR.APPROVE",)),
        ("RPT", "", ("RPT.INQUIRY",)),
        ("Reports", "Viewer", ("RPT.INQUIRY",)),
        ("", "Report Viewer", ("RPT.INQUIRY",)),
        ("", "", ()),
        ("AP", "", None),
        ("", "Entry", None),
        ("Fixed Assets", "Entry", None),
        ("AP", "Driver", None),
    ],
)
def test_module_and_step_columns(module, step, wanted):
    assert roles.roles_of_pair(module, step) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("E", ("AR.ENTRY",)), ("e/r", ("AR.ENTRY", "AR.REVIEW")), ("E, R, A, I", ("AR.ENTRY", "AR.REVIEW", "AR.APPROVE", "AR.INQUIRY")),
        ("ERA", ("AR.ENTRY", "AR.REVIEW", "AR.APPROVE")), ("A R", ("AR.APPROVE", "AR.REVIEW")), ("Read only", ("AR.INQUIRY",)),
        ("បញ្ចូល; ពិនិត្យ", ("AR.ENTRY", "AR.REVIEW")), ("AR Entry", ("AR.ENTRY",)), ("0", ()), ("No", ()), ("-", ()),
        ("x", None), ("✓", None), ("Z", None), ("EE", None), ("E/Z", None), ("AP Entry", None),
    ],
)  # fmt: skip
def test_steps_in_the_column_of_a_module(text, wanted):
    assert roles.steps_of(text, "AR") == wanted


@pytest.mark.parametrize(
    ("text", "marked"),
    [*((mark, True) for mark in reference().marks_yes), *((mark, False) for mark in reference().marks_no),
     ("yes", True), ("(x)", None), ("?", None), ("Entry", None)],
)  # fmt: skip
def test_marks(text, marked):
    assert roles.is_marked(text) is marked
