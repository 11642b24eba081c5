"""Who may import whom: the table in docs/architecture.md is the list, this test holds the sources to it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "onrecord"
TABLE = ROOT / "docs" / "architecture.md"
ITSELF = "onrecord"  # the package's own __init__, which only passes names on


def modules() -> set[str]:
    """The first-level modules and packages."""
    found = {path.stem for path in SOURCES.glob("*.py")} | {
        path.parent.name for path in SOURCES.glob("*/*.py")
    }
    return found - {"__init__"} | {ITSELF}


def allowed(text: str) -> dict[str, set[str]]:
    """The table's rows: what each module may import."""
    known = modules()
    rows = re.findall(r"^\| ([a-z_, ]+) \| ([^|]+) \|$", text, re.MULTILINE)
    out: dict[str, set[str]] = {}
    for names, rule in rows:
        if names == "package":
            continue
        rule, _, _ = rule.partition(";")
        if rule.startswith("everything"):
            may = known - set(re.findall(r"\w+", rule.partition(" but ")[2]))
        else:
            may = set(re.findall(r"\w+", rule)) - {"nothing"}
        out.update(dict.fromkeys(names.split(", "), may))
    return out


def imported(path: Path) -> set[str]:
    """Our first-level modules that a source imports, anywhere in it: lazily and for types too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import in line {node.lineno}"
            within = f"{node.module}."
            names = [within + alias.name for alias in node.names] if node.module == ITSELF else [within]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            module = re.fullmatch(r"onrecord\.(\w+)(\.\w+)*", node.value)
            names = [node.value] if module and module[1] in modules() else []  # "onrecord.db" is a file
        else:
            continue
        ours = [name.split(".") for name in names if name.split(".")[0] == ITSELF]
        found |= {name[1] if len(name) > 1 and name[1] in modules() else ITSELF for name in ours}
    return found


RULES = allowed(TABLE.read_text(encoding="utf-8"))
FILES = sorted(SOURCES.rglob("*.py"))


def owner(path: Path) -> str:
    first = path.relative_to(SOURCES).parts[0].removesuffix(".py")
    return ITSELF if first == "__init__" else first


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_a_module_imports_only_what_the_table_allows(path: Path) -> None:
    assert imported(path) - {owner(path)} <= RULES[owner(path)]


def test_the_table_names_modules_that_exist_and_all_of_them() -> None:
    planned = {"settings"}  # drawn in the map; there as soon as there is a setting
    assert modules() <= set(RULES)
    assert set(RULES) - planned <= modules()
    assert set().union(*RULES.values()) - planned <= modules()


def test_torch_is_imported_by_training_alone() -> None:
    heavy = re.compile(r"^\s*(import|from) (torch|transformers)\b", re.MULTILINE)
    offenders = {owner(path) for path in FILES if heavy.search(path.read_text(encoding="utf-8"))}
    assert offenders <= {"training"}


def test_the_rules_are_read_as_they_are_written() -> None:
    rules = allowed(
        "| package | may import, of ours |\n| --- | --- |\n| records, errors | nothing |\n"
        "| pages | records; nothing of cli |\n| cli | everything but testing |\n"
    )
    assert rules["records"] == rules["errors"] == set()
    assert rules["pages"] == {"records"}
    assert rules["cli"] == modules() - {"testing"}


def test_lazy_and_type_checking_imports_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "example.py"
    path.write_text(
        "if x:\n    from onrecord.cli.app import main\ndef f():\n    from onrecord import pages, read\n"
        "import onrecord.exports.schema\nimport json\nlater = 'onrecord.pipeline'\n"
    )
    assert imported(path) == {"cli", "pages", "exports", "pipeline", ITSELF}
