"""Translate the kernel to C and compile it once; without a compiler the same source runs as Python.

The C file is made from the Python source itself, so both give the same plans.
"""

import ast
import ctypes
import hashlib
import inspect
import os
import shutil
import subprocess
import tempfile
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

from training.optimiser.kernel import chance, fitting, halves, moves, names, places, recreate, seats, small
from training.optimiser.state import KINDS, LAYOUT, State

SOURCES = (chance, seats, fitting, recreate, places, small, moves, halves)
ENTRIES = (
    "build",
    "run",
    "step",
    "recreate",
    "open_class",
    "seat",
    "unseat",
    "close_class",
    "fill",
    "hand_over",
    "lock",
    "unlock",
    "receive",
)
OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "/",
    ast.Mod: "%",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.And: "&&",
    ast.Or: "||",
}
MACROS = ("min", "max")
Kernel = dict[str, Callable[..., int]]


def plain() -> Kernel:
    """Return the kernel as Python."""
    return {name: getattr(module, name) for module in SOURCES for name in ENTRIES if hasattr(module, name)}


def fastest() -> Kernel:
    """Return the compiled kernel, or the plain one where nothing can compile it."""
    if os.environ.get("PLAIN_OPTIMISER"):
        return plain()
    try:
        return _bound(ctypes.CDLL(str(_library())))
    except (OSError, subprocess.SubprocessError):
        return plain()


def _library() -> Path:
    source = translation()
    digest = hashlib.sha256(source.encode()).hexdigest()[:20]
    for folder in (
        Path(__file__).parent / "__pycache__",
        Path(tempfile.gettempdir()) / f"kernel-{os.getuid()}",
    ):
        made = folder / f"kernel-{digest}.so"
        if made.exists() and made.stat().st_uid == os.getuid():
            return made
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            return _compile(source, made)
        except OSError:
            continue
    raise OSError("no folder to compile in")


def _compile(source: str, made: Path) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise subprocess.SubprocessError("no C compiler")
    with tempfile.TemporaryDirectory(dir=made.parent) as folder:
        text = Path(folder) / "kernel.c"
        text.write_text(source)
        out = Path(folder) / "kernel.so"
        command = [compiler, "-O2", "-shared", "-fPIC", "-fwrapv", "-o", str(out), str(text)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603 our own source
        out.replace(made)
    return made


class _Memory(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in LAYOUT]


def _bound(library: ctypes.CDLL) -> Kernel:
    def bind(name: str) -> Callable[..., int]:
        function = getattr(library, f"kernel_{name}")
        function.restype = ctypes.c_longlong

        def call(state: State, *numbers: int) -> int:
            return function(ctypes.byref(_memory(state)), *(ctypes.c_longlong(n) for n in numbers))

        return call

    return {name: bind(name) for name in ENTRIES}


def _memory(state: State) -> _Memory:
    memory = _Memory()
    for name in LAYOUT:
        field: array[Any] = getattr(state, name)
        setattr(memory, name, field.buffer_info()[0])
    return memory


def translation() -> str:
    """Return the kernel as C."""
    fields = "\n".join(f"  {KINDS[kind]} *{name};" for name, kind in LAYOUT.items())
    constants = [f"#define {n} {v}" for n, v in vars(names).items() if n.isupper()]
    head = ["typedef struct {", fields, "} State;", *constants, "typedef long long num;"]
    head += ["static inline num min(num a, num b) { return a < b ? a : b; }"]
    head += ["static inline num max(num a, num b) { return a > b ? a : b; }"]
    functions = [
        f for m in SOURCES for f in ast.parse(inspect.getsource(m)).body if isinstance(f, ast.FunctionDef)
    ]
    return "\n".join([*head, *(f"{_head(f)};" for f in functions), *map(_function, functions), ""])


def _head(function: ast.FunctionDef) -> str:
    rest = [f"num {a.arg}" for a in function.args.args[1:]]
    # A prefix, for libc has names like ``step`` too.
    return f"num kernel_{function.name}({', '.join(['State *s', *rest])})"


def _function(function: ast.FunctionDef) -> str:
    given = {a.arg for a in function.args.args}
    stored = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    declared = "".join(f"num {name} = 0; " for name in sorted(stored - given))
    return f"{_head(function)} {{ {declared}\n{_block(function.body)}\n}}"


def _block(body: list[ast.stmt]) -> str:
    return "\n".join(_statement(one) for one in body)


def _statement(node: ast.stmt) -> str:  # noqa: PLR0911 one line per kind of statement
    match node:
        case ast.Expr(value=ast.Constant()):
            return ""
        case ast.Expr(value=value):
            return f"{_value(value)};"
        case ast.Assign(targets=[target], value=value):
            return f"{_value(target)} = {_value(value)};"
        case ast.AugAssign(target=target, op=op, value=value):
            return f"{_value(target)} {OPERATORS[type(op)]}= {_value(value)};"
        case ast.If(test=test, body=body, orelse=other):
            return f"if ({_value(test)}) {{\n{_block(body)}\n}} else {{\n{_block(other)}\n}}"
        case ast.While(test=test, body=body):
            return f"while ({_value(test)}) {{\n{_block(body)}\n}}"
        case ast.For():
            return _loop(node)
        case ast.Return(value=value) if value is not None:
            return f"return {_value(value)};"
    raise TypeError(f"the kernel may not use {ast.dump(node)}")


def _loop(node: ast.For) -> str:
    """A ``range`` is counted once, before the loop, as in Python."""
    assert isinstance(node.iter, ast.Call)
    ends = [_value(a) for a in node.iter.args]
    first, last = ends if len(ends) == 2 else ("0", ends[0])
    name = _value(node.target)
    hidden = f"at_{node.lineno}_{node.col_offset}"
    head = f"for (num {hidden} = {first}, end_{hidden} = {last}; {hidden} < end_{hidden}; {hidden}++)"
    return f"{head} {{ {name} = {hidden};\n{_block(node.body)}\n}}"


def _value(node: ast.expr) -> str:  # noqa: PLR0911 one line per kind of expression
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=value):
            return f"{value!s}LL"
        case ast.Attribute(value=of, attr=name):
            return f"{_value(of)}->{name}"
        case ast.Subscript(value=of, slice=at):
            return f"{_value(of)}[{_value(at)}]"
        case ast.BinOp(left=left, op=op, right=right):
            return f"({_value(left)} {OPERATORS[type(op)]} {_value(right)})"
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return f"({_value(left)} {OPERATORS[type(op)]} {_value(right)})"
        case ast.BoolOp(op=op, values=values):
            return "(" + f" {OPERATORS[type(op)]} ".join(map(_value, values)) + ")"
        case ast.Call(func=ast.Name(id=name), args=args):
            return f"{name if name in MACROS else 'kernel_' + name}({', '.join(map(_value, args))})"
    raise TypeError(f"the kernel may not use {ast.dump(node)}")
