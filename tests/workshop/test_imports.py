"""What may be imported in one place only; the other rules stand in pyproject.toml."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

PORTAL = Path(__file__).parents[2] / "portal"


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("portal", include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize(
    ("library", "places"),
    [
        ("wtforms", ("portal.web",)),
        ("weasyprint", ("portal.documents",)),
        ("cryptography", ("portal.storage", "portal.accounts")),
        ("argon2", ("portal.storage", "portal.accounts")),
        ("granian", ("portal.cli",)),
        ("smtplib", ("portal.delivery",)),
        ("httpx", ("portal.delivery",)),
    ],
)
def test_a_library_is_imported_only_where_it_belongs(library: str, places: tuple[str, ...]) -> None:
    if library not in graph().modules:
        return
    # create_app, in portal itself, is where everything meets.
    importers = graph().find_modules_that_directly_import(library) - {"portal"}
    strangers = [
        each for each in importers if not any(f"{each}.".startswith(f"{p}.") for p in places)
    ]
    assert strangers == []


def parsed() -> Iterator[tuple[str, ast.AST]]:
    """Every piece of the portal's code, with the file it stands in."""
    for path in PORTAL.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield str(path.relative_to(PORTAL)), node


def test_forms_are_declared_only_in_the_web_layer() -> None:
    places = {file for file, node in parsed() if _names(node) & {"FlaskForm", "Form"}}
    assert {file for file in places if not file.startswith("web/")} == set()


def test_only_the_settings_read_the_environment() -> None:
    tree = list(parsed())
    handed_over = {
        id(argument)
        for _, node in tree
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".from_environment")
        for argument in node.args
    }
    readers = {
        file for file, node in tree if _reads_environment(node) and id(node) not in handed_over
    }
    # The renderer gives its own process everything except our settings; the demonstration gives
    # its server and worker settings that it made itself.
    assert readers - {"settings.py"} <= {"documents/renderer.py", "demo/__init__.py"}


def _names(node: ast.AST) -> set[str]:
    return {each.name for each in node.names} if isinstance(node, ast.ImportFrom) else set()


def _reads_environment(node: ast.AST) -> bool:
    # Flask's request.environ is something else.
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) in ("os.environ", "os.getenv")
    return bool(_names(node) & {"environ", "getenv"})
