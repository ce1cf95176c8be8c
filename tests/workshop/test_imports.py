"""What may be imported in one place only; the other rules stand in pyproject.toml."""

import ast
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
        ("flask_wtf", ("portal.web",)),
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


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        str(path.relative_to(PORTAL))
        for path in PORTAL.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _reads_environment(node)
    }
    # The commands and create_app hand it over; only settings.py looks inside.
    assert readers <= {"__init__.py", "cli.py", "demo.py", "settings.py"}


def _reads_environment(node: ast.AST) -> bool:
    # Flask's request.environ is something else.
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) in ("os.environ", "os.getenv")
    names = {each.name for each in node.names} if isinstance(node, ast.ImportFrom) else set()
    return bool(names & {"environ", "getenv"})
