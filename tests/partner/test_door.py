"""What code of the partners' door may not do, read from the code itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "portal/partner").rglob("*.py"))

RECORDS = {
    *("Account", "CrossQuestion", "CrossReferral", "Draft", "Enquiry", "Handover", "Organisation"),
    *("Referring", "Telling"),
}
"""What an organisation has rows of."""

PAST_THE_WALL = {"session", "looking", "writing", "reading", "engine", "connection"}
"""What opens the database past the wall; only the hub's own verbs do, at work."""

OPENS = {"walled", "walled_look"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_it_opens_the_database_by_the_walls_alone(module):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Attribute):
            continue
        at_desk = isinstance(node.value, ast.Call) and ast.unparse(node.value) == "desk()"
        where = f"{module.name}:{node.lineno}"
        if at_desk and node.attr in OPENS:
            assert module.name == "__init__.py", f"{where}: ask for walled() of the package"
        if node.attr in PAST_THE_WALL:
            assert not at_desk, f"{where}: past the wall"
            assert node.attr != "connection", f"{where}: past the session"
    text = module.read_text(encoding="utf-8")
    assert "portal_desk" not in text
    assert "sessionmaker" not in text
    assert "make_sessions" not in text


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_it_knows_no_record_but_those_of_organisations(module):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not any("records" in each.name for each in node.names), module.name
        if isinstance(node, ast.ImportFrom):
            names = {each.name for each in node.names}
            assert "records" not in names, module.name
            if "records" in (node.module or ""):
                assert names <= RECORDS, f"{module.name}: {names - RECORDS}"
            if node.module == "sqlalchemy":
                assert "text" not in names, f"{module.name}: words for the database"
