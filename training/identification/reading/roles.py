"""Workflow roles as lists write them: role names, module and step in either order, letters, marks.

A role text that cannot be read whole is not read at all: the functions then give None.
"""

import re
from functools import cache, lru_cache

from training.khmer import ascii_digits, clean, key
from training.reference import reference

SEEN = 20_000
_BETWEEN_ROLES = re.compile(r"[;,+\r\n]")
_BETWEEN_STEPS = re.compile(r"[/;,+\r\n]")
Roles = tuple[str, ...]


@lru_cache(SEEN)
def roles_of(text: str) -> Roles | None:
    """The roles of a cell that names them with ``; , +`` or line breaks between."""
    found: list[str] = []
    for part in _BETWEEN_ROLES.split(text):
        if not (part := clean(part)) or key(part) in _nothing():
            continue
        roles = _part(part, module=_module_of(found))
        if roles is None:
            return None
        found += roles
    return tuple(found)


@lru_cache(SEEN)
def roles_of_pair(module: str, steps: str) -> Roles | None:
    """The roles of a module column and a step column; the step may hold several."""
    if not module or not steps:
        return roles_of(module or steps)
    code = _modules().get(key(module))
    roles = steps_of(steps, code) if code else None
    return roles or roles_of(f"{module} {steps}")


@lru_cache(SEEN)
def steps_of(text: str, module: str) -> Roles | None:
    """The roles of a cell in the column of ``module``: steps, or their letters; a mark is not enough."""
    if key(text) in _nothing():
        return ()
    found: list[str] = []
    for part in _step_parts(text):
        role = f"{module}.{_steps()[key(part)]}" if key(part) in _steps() else _names().get(key(part))
        if role is None or role not in reference().roles or not role.startswith(f"{module}."):
            return None
        found.append(role)
    return tuple(found) or None


def is_marked(text: str) -> bool | None:
    """Whether a cell of a mark column is marked; None when it is no mark at all."""
    mark = ascii_digits(clean(text))
    if mark in _marks_yes() or mark.lower() in _marks_yes():
        return True
    return False if not mark or key(mark) in _nothing() else None


@lru_cache(SEEN)
def role_of_heading(text: str) -> str | None:
    """The role that a heading names («AP Entry»), or None."""
    return _names().get(key(text))


def module_of_heading(text: str) -> str | None:
    """The code of the module that a heading names, "" when it names one that is not in scope, or None."""
    word = key(text)
    return _modules().get(word, "" if word in _out_of_scope() else None)


def step_of_heading(text: str) -> str | None:
    return _steps().get(key(text))


def _part(part: str, *, module: str | None) -> list[str] | None:
    """One part: a whole role; else a step of the module before it; else several steps joined by ``/``."""
    if role := _names().get(key(part)):
        return [role]
    if role := _role(module, key(part)):
        return [role]
    pieces = [piece for piece in map(clean, part.split("/")) if piece]
    return _joined(pieces, module=module) if len(pieces) > 1 else None


def _joined(pieces: list[str], *, module: str | None) -> list[str] | None:
    """Steps with their module before the first of them, after the last, or in the part before."""
    last = _names().get(key(pieces[-1]))
    if last and not _names().get(key(pieces[0])) and key(pieces[0]) not in _modules():
        module = last.split(".")[0]
    if (alone := _modules().get(key(pieces[0]))) and not _role(module, key(pieces[0])):
        module, pieces = alone, pieces[1:]
    found: list[str] = []
    for piece in pieces:
        role = _names().get(key(piece)) or _role(_module_of(found) or module, key(piece))
        if role is None:
            return None
        found.append(role)
    return found


def _step_parts(text: str) -> list[str]:
    if key(text) in _steps():
        return [text]
    parts = [part for part in map(clean, _BETWEEN_STEPS.split(text)) if part]
    letters = key(text).upper()
    if len(parts) == 1 and set(letters) <= _letters() and len(set(letters)) == len(letters):
        return list(letters)
    return parts


def _role(module: str | None, step: str) -> str | None:
    """The role of a step (by its key) in a module, if there is such a role."""
    role = f"{module}.{_steps().get(step)}"
    return role if role in reference().roles else None


def _module_of(found: list[str]) -> str | None:
    return found[-1].split(".")[0] if found else None


@cache
def _steps() -> dict[str, str]:
    return {key(alias): step.code for step in reference().steps for alias in (step.code, *step.aliases)}


@cache
def _modules() -> dict[str, str]:
    return {key(alias): module.code for module in reference().modules for alias in module.aliases}


@cache
def _out_of_scope() -> frozenset[str]:
    return frozenset(map(key, reference().modules_not_in_scope))


@cache
def _letters() -> frozenset[str]:
    return frozenset(step.letter for step in reference().steps)


@cache
def _names() -> dict[str, str]:
    """All that names a role whole, as it is compared: code, role name, module and step in both orders."""
    names: dict[str, str] = {}
    for module, code in [*_modules().items(), *_beside_modules()]:
        for step, step_code in _steps().items():
            if f"{code}.{step_code}" in reference().roles:
                names |= {module + step: f"{code}.{step_code}", step + module: f"{code}.{step_code}"}
    for role in reference().roles:
        names |= {key(name): role for name in (role, *reference().role_names.get(role, ()))}
    return names


def _beside_modules() -> list[tuple[str, str]]:
    """Reports and security are no modules, but lists name them like modules («RPT Inquiry»)."""
    names = reference().role_names
    return [(key(name), code) for code in ("RPT", "ADM") for role in names if role.startswith(code)
            for name in names[role]]  # fmt: skip


@cache
def _marks_yes() -> frozenset[str]:
    return frozenset(reference().marks_yes) | frozenset(mark.lower() for mark in reference().marks_yes)


@cache
def _nothing() -> frozenset[str]:
    return frozenset(map(key, reference().marks_no)) | {""}
