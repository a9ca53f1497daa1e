"""The law reads no clock, no file, no network and no package above it."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.quick

LAW = Path(__file__).resolve().parents[2] / "casework" / "law"
STANDARD = {"argparse", "collections", "dataclasses", "datetime", "functools", "json", "re", "types", "typing", "zoneinfo"}
FORBIDDEN_CALLS = {"now", "utcnow", "today", "localdate", "localtime", "open", "read_text", "urlopen", "print", "getenv"}


@pytest.mark.parametrize("path", sorted(LAW.rglob("*.py")), ids=lambda path: path.relative_to(LAW).as_posix())
def test_module(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names = [node.module or ""]
        for name in names:
            inside = name == "casework.law" or name.startswith("casework.law.")
            assert inside or name.split(".")[0] in STANDARD or (name == "holidays" and path.name == "calendar.py"), name
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            assert called not in FORBIDDEN_CALLS, f"{path.name}:{node.lineno} calls {called}"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert ast.get_docstring(tree), path.name


@pytest.mark.parametrize("path", sorted(LAW.rglob("*.py")), ids=lambda path: path.relative_to(LAW).as_posix())
def test_public_functions_say_what_a_caller_must_know(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            inner = node.name in ("compute", "asked") and path.parent.name == "rules"
            assert inner or ast.get_docstring(node), f"{path.name}:{node.lineno} {node.name}"
