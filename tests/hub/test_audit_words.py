"""Whatever is ever written down has words for whoever reads it."""

import ast
from pathlib import Path

import pytest

from portal.hub import audit_words, saying
from portal.referral.lifecycle import Move

PORTAL = Path(saying.__file__).parents[1]


def written_verbs():
    """Every verb that our code records by its name."""
    for path in PORTAL.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            place = {"record": 3, "record_plainly": 2}.get(getattr(node.func, "id", ""))
            if place is not None and len(node.args) > place:
                verb = node.args[place]
                if isinstance(verb, ast.Constant):
                    yield verb.value


@pytest.mark.parametrize("verb", sorted({*written_verbs(), *Move}))
def test_every_verb_has_words(verb):
    assert verb in saying.VERBS or verb in audit_words.VERBS
