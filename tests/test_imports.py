"""Imports run one way: a package knows those below it and none above; inside a package models do not know services, nor services views.

What a package shows (views, forms, urls, tasks and the like) may use the shared page helpers whatever its own height.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.quick
ROOT = Path(__file__).resolve().parent.parent / "casework"
# Lowest first; those of one line may not know each other, except where a later stage uses an earlier one.
HEIGHTS: tuple[tuple[str, ...], ...] = (
    ("errors",),
    ("law",),
    ("staff",),
    # The trail of who did what stands below what is sent, which writes into it.
    ("audit",),
    ("outbox",),
    ("people",),
    ("cases",),
    ("access",),
    ("policies",),
    ("clocks",),
    ("pages",),
    ("accounts",),
    ("trail",),
    ("reports",),
    ("files",),
    ("assessment",),
    ("safeguarding",),
    ("investigation",),
    ("custody",),
    ("charging",),
    ("evidence",),
    ("searches",),
    ("keeping",),
    ("devices",),
    ("courtpapers",),
    ("pins",),
    ("applications",),
    ("orders",),
    ("breaches",),
    ("documents",),
    ("worklists",),
    ("retention",),
    # The demonstration tells its stories through the services of every stage.
    ("demo",),
    # On top of all.
    ("flow", "models", "urls", "tasks", "apps", "management"),
)
HEIGHT = {name: at for at, names in enumerate(HEIGHTS) for name in names}
# These stand at the height of the shared page helpers at least.
SHOWN = {"views", "forms", "urls", "tables"}
# Read before the app is ready, or the one place that joins two packages; each with its reason.
ALLOWED = {
    # Its single-file helpers format a matter taken over, which is above it, only for typing.
}
# Inside a package.
INNER = {"flow": 0, "models": 1, "selectors": 2, "rules": 2, "services": 3, "views": 4, "forms": 4, "tasks": 4, "urls": 5}


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """(dotted name below casework, tree) of every file, read once."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] != "migrations":
            found.append((".".join(part for part in parts if part != "__init__"), ast.parse(path.read_text())))
    return tuple(found)


@cache
def imported(name: str, tree: ast.Module) -> tuple[str, ...]:
    """Dotted names below casework that the module imports when it is read; imports for types alone do not count."""
    return tuple(_imported(name, tree))


def _imported(name: str, tree: ast.Module) -> Iterator[str]:
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("casework.") for alias in node.names if alias.name.startswith("casework."))
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} imports by a relative name"
            if node.module == "casework":
                yield from (alias.name for alias in node.names)
            elif node.module and node.module.startswith("casework."):
                base = node.module.removeprefix("casework.")
                yield from (f"{base}.{alias.name}" if (ROOT / Path(*base.split("."))).is_dir() else base for alias in node.names)


def height(dotted: str) -> int:
    """How high a module stands: its package's height, or that of the page helpers for what shows something."""
    parts = dotted.split(".")
    own = HEIGHT[parts[0]]
    return max(own, HEIGHT["pages"]) if len(parts) > 1 and SHOWN & set(parts[1:]) else own


def test_every_package_has_its_place_in_the_order():
    assert {name.split(".")[0] for name, _ in modules() if name} <= HEIGHT.keys()


def test_no_package_knows_one_above_it():
    wrong = []
    for name, tree in modules():
        if not name:
            continue
        for target in imported(name, tree):
            same = name.split(".")[0] == target.split(".")[0]
            above = HEIGHT[target.split(".")[0]] > height(name)
            beside = not same and HEIGHT[target.split(".")[0]] == HEIGHT[name.split(".")[0]] and HEIGHT[name.split(".")[0]] < HEIGHT["flow"]
            if not same and (above or beside) and (name, target) not in ALLOWED:
                wrong.append(f"{name} imports {target}")
    assert not wrong, "\n".join(wrong)


def test_only_what_shows_something_uses_the_page_helpers_below_their_height():
    wrong = [
        f"{name} imports {target}"
        for name, tree in modules()
        if name and HEIGHT[name.split(".")[0]] < HEIGHT["pages"] and not SHOWN & set(name.split(".")[1:])
        for target in imported(name, tree)
        if target.split(".")[0] == "pages"
    ]
    assert not wrong, "\n".join(wrong)


def test_inside_a_package_nothing_knows_what_is_built_on_it():
    wrong = []
    for name, tree in modules():
        parts = name.split(".")
        mine = next((INNER[part] for part in parts[1:] if part in INNER), None)
        if mine is None:
            continue
        for target in imported(name, tree):
            others = target.split(".")
            theirs = next((INNER[part] for part in others[1:] if part in INNER), None)
            if others[0] == parts[0] and theirs is not None and theirs > mine:
                wrong.append(f"{name} imports {target}")
    assert not wrong, "\n".join(wrong)


def test_nothing_but_the_start_up_and_commands_imports_the_table_of_flows():
    users = {name for name, tree in modules() if "flow" in set(imported(name, tree))}
    assert users <= {"apps"} | {
        name for name in users if name.startswith("management.") or name.endswith(".views.flow") or "flow_page" in name
    }, users


def test_the_law_knows_neither_django_nor_the_rest():
    wrong = []
    for name, tree in modules():
        if name.split(".")[0] != "law":
            continue
        for node in ast.walk(tree):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            wrong += [f"{name} imports {found}" for found in names if found.split(".")[0] in ("django", "celery", "psycopg")]
    assert not wrong, "\n".join(wrong)


def test_guardians_shortcuts_and_backend_are_called_nowhere():
    """They ignore the end of a grant, let superusers through, and are slow: reading goes through `access` alone."""
    shortcuts = {
        "get_objects_for_user", "get_objects_for_group", "get_users_with_perms", "get_perms", "get_user_perms", "get_groups_with_perms",
        "assign_perm", "remove_perm", "bulk_assign_perm", "ObjectPermissionChecker",
    }  # fmt: skip
    wrong = []
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("guardian"):
                if name != "access.models" or {alias.name for alias in node.names} != {"UserObjectPermissionBase"}:
                    wrong.append(f"{name} imports {node.module}")
            elif isinstance(node, ast.Attribute | ast.Name):
                used = node.attr if isinstance(node, ast.Attribute) else node.id
                if used in shortcuts or (used in ("has_perm", "has_perms") and isinstance(node, ast.Attribute)):
                    wrong.append(f"{name} uses {used}")
    assert not wrong, "\n".join(wrong)


def test_the_text_of_a_protected_fact_is_opened_in_access_alone():
    users = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name | ast.alias)
        and (node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else node.name) == "open_text"
    }
    assert users <= {"access.facts", "access.leaks", "people.facts"}, users
