"""Every text of the guide as one reader meets it: in their language, under a page id, versioned.

A body is a plain document: "title", "lead", "parts" (each "heading", "points", "steps"), and for an
option "sure". It is what is shown, what is hashed for the version, and what is archived.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from portal.referral.words import Speaker

from .figures import HOW_SURE
from .guide import GUIDE, EasyPage, GuidePage, Option, guide_values

Body = dict[str, Any]

EASY = "easy_"
"""Stands before a page's id for its Easy Read edition."""


def version_of(body: Body) -> str:
    """8 hex digits that change with any word of ``body``, in its own language."""
    told = json.dumps(body, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def page_text(page: GuidePage, speak: Speaker) -> Body:
    """The words of ``page``."""
    values = guide_values(speak)
    body: Body = {
        "title": speak(page.title, **values),
        "lead": speak(page.lead, **values),
        "parts": [
            {
                "heading": speak(part.heading),
                "points": [speak(point, **values) for point in part.points],
                "steps": part.steps,
            }
            for part in page.parts
        ],
    }
    if isinstance(page, Option):
        body["sure"] = speak(page.sure, **values)
    return body


def easy_text(page: EasyPage, speak: Speaker) -> Body:
    """The words of an Easy Read edition, its lines being points without a heading."""
    lines = [speak(line.text) for line in page.lines]
    return {
        "title": speak(page.title),
        "lead": "",
        "parts": [{"heading": "", "points": lines, "steps": False}],
    }


def _all() -> Mapping[str, Callable[[Speaker], Body]]:
    found: dict[str, Callable[[Speaker], Body]] = {
        page.id: partial(page_text, page) for page in (*GUIDE, HOW_SURE)
    }
    return found | {EASY + page.id: partial(easy_text, page.easy) for page in GUIDE if page.easy}


TEXTS = _all()
"""Page id → what gives its body in one language."""
