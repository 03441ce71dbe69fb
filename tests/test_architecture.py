"""House style that can be counted: the story's order, who knows Flask, who commits, how large it all is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from training import STORY

HOME = Path(__file__).parent.parent
PROGRAM = sorted((HOME / "training").rglob("*.py"))
TEMPLATES = sorted((HOME / "templates").rglob("*.html"))
PACKAGES = list(STORY)
OPTIMISER = HOME / "training" / "optimiser"
MAY_COMMIT = {"views", "commands", "jobs"}
KNOWS_FLASK = {"views", "commands", "forms", "i18n", "jobs", "web"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def parts(path: Path) -> list[str]:
    return list(path.relative_to(HOME / "training").with_suffix("").parts)


def package(path: Path) -> str:
    return parts(path)[0] if len(parts(path)) > 1 else ""


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, with the names taken from it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def of_the_story(name: str) -> str | None:
    found = re.match(r"training\.(\w+)", name)
    return found[1] if found and found[1] in STORY else None


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in PROGRAM:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(HOME)}:{node.name}", node


def test_packages_import_only_what_comes_before_them_in_the_story():
    wrong = [
        (str(path.relative_to(HOME)), name)
        for path in PROGRAM
        for name in imported(path)
        if (other := of_the_story(name))
        and package(path) in STORY
        and PACKAGES.index(other) > PACKAGES.index(package(path))
    ]
    assert wrong == []


def test_rules_know_nothing_of_flask():
    wrong = [
        (str(path.relative_to(HOME)), name)
        for path in PROGRAM
        if not KNOWS_FLASK & set(parts(path)) and path.name not in {"server.py", "__init__.py"}
        for name in imported(path)
        if name.split(".")[0] in {"flask", "flask_login", "flask_wtf", "wtforms"}
        and not (package(path) == "" and name.startswith("flask.Flask"))
        and name != "flask_login.UserMixin"
    ]
    assert wrong == []


def test_views_ask_queries_and_services_not_the_database():
    wrong = [
        (str(path.relative_to(HOME)), name)
        for path in PROGRAM
        if "views" in parts(path)
        for name in imported(path)
        if name.split(".")[0] == "sqlalchemy"
    ]
    assert wrong == []


def test_the_optimiser_knows_nothing_of_the_program_around_it():
    allowed = ("training.optimiser", "training.dates", "training.i18n", "training.errors")
    wrong = [
        (str(path.relative_to(HOME)), name)
        for path in PROGRAM
        if OPTIMISER in path.parents
        for name in imported(path)
        if name.startswith(("flask", "sqlalchemy", "training.")) and not name.startswith(allowed)
    ]
    assert wrong == []


def test_only_views_commands_and_jobs_commit():
    wrong = [
        f"{path.relative_to(HOME)}:{node.lineno}"
        for path in PROGRAM
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "commit" and not MAY_COMMIT & set(parts(path))
    ]
    assert wrong == []


def test_nothing_is_imported_inside_a_function():
    wrong = [
        name
        for name, function in functions()
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]
    assert wrong == []


def test_only_dates_looks_at_the_clock():
    clock = re.compile(r"\b(date\.today|datetime\.now|datetime\.today|datetime\.utcnow)\(")
    wrong = [
        str(path.relative_to(HOME))
        for path in PROGRAM
        if path.name != "dates.py" and clock.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_files_and_functions_are_small():
    files = {str(p.relative_to(HOME)): len(p.read_text(encoding="utf-8").splitlines()) for p in PROGRAM}
    assert {name: lines for name, lines in files.items() if lines > 300} == {}
    long = {name: f.end_lineno - f.lineno + 1 for name, f in functions() if f.end_lineno and f.lineno}
    assert {name: lines for name, lines in long.items() if lines > 40} == {}


def test_every_module_says_what_it_is():
    assert [str(path.relative_to(HOME)) for path in PROGRAM if not ast.get_docstring(tree(path))] == []


def test_every_function_of_the_program_has_types():
    wrong = []
    for name, function in functions():
        given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        untyped = [a.arg for a in given if a.annotation is None and a.arg not in {"self", "cls"}]
        if untyped or function.returns is None:
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("forbidden", [r"<script(?![^>]*\bsrc=)", r"\sstyle=", r"\son\w+=\"", r"\|\s*safe\b"])
def test_templates_hold_no_script_no_style_and_nothing_unescaped(forbidden):
    wrong = [
        str(path.relative_to(HOME))
        for path in TEMPLATES
        if re.search(forbidden, re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    ]
    assert wrong == []


def test_templates_are_short():
    lines = {str(p.relative_to(HOME)): len(p.read_text(encoding="utf-8").splitlines()) for p in TEMPLATES}
    assert {name: count for name, count in lines.items() if count > 120} == {}
    assert sorted(lines.values())[len(lines) // 2] <= 30


def test_every_package_of_the_story_stands_and_tells_its_chapter():
    assert [name for name in STORY if not (HOME / "training" / name / "__init__.py").exists()] == []
