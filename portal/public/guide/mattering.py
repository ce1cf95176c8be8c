"""What matters to me: a person marks it, and reads which features of each option bear on it.

What is said of one matter is the same words in the same order, whatever was marked and how much.
Marking decides only which matters are laid out, and all can be read without marking any.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from portal.choices.guide import OPTIONS
from portal.choices.matters import MATTERS, bearings
from portal.choices.reading import WEIGHTS
from portal.choices.wording import WEIGHT_WORDS
from portal.public import public
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import anyone
from portal.web.language import t

from .carrying import change, holder
from .showing import go, lost_place, show

_COUNTS = ("a_lot", "a_little")


@dataclass(frozen=True)
class Features:
    """What one option has that bears on a matter, both ways. Either may be empty."""

    option: str
    helps: tuple[str, ...]
    hinders: tuple[str, ...]


@public.get("/options/what-matters")
@anyone
def what_matters() -> Response:
    """Mark what matters and how much; read below how each option bears on it."""
    return _show(dict(holder().choices.matters))


@public.post("/options/what-matters")
@anyone
@own_token_check
def matters_marked() -> BaseResponse:
    """Keep what was marked. A mark that we don't offer is left out."""
    marked = marks(request.form, [each.id for each in MATTERS], WEIGHTS)
    if not token_holds(request.form):
        return _show(marked, lost_place())
    now = desk().office.now()
    change(lambda choices: choices.say(now, matters=marked))
    return go("/options/what-matters?marked#features")


def marks(sent: Mapping[str, str], ids: Iterable[str], allowed: tuple[str, ...]) -> dict[str, str]:
    """What a form says to each of ``ids``, where it is among what is ``allowed``."""
    found = {id_: sent.get(id_, "") for id_ in ids}
    return {id_: mark for id_, mark in found.items() if mark in allowed}


def _show(marked: dict[str, str], notice: str = "") -> Response:
    everything = "all" in request.args
    return show(
        "what_matters",
        t(say("What matters to me")),
        notice=notice,
        kept="marked" in request.args,
        everything=everything,
        matters=[
            (each.id, t(each.label), t(each.meaning), marked.get(each.id, "")) for each in MATTERS
        ],
        weights=[(value, t(WEIGHT_WORDS[value])) for value in WEIGHTS],
        said={each.id: t(WEIGHT_WORDS[marked[each.id]]) for each in MATTERS if each.id in marked},
        shown=[
            (each.id, t(each.label), features(each.id))
            for each in MATTERS
            if everything or marked.get(each.id) in _COUNTS
        ],
    )


def features(matter: str) -> list[Features]:
    """How every option bears on ``matter``, in the guide's own order."""
    return [
        Features(
            t(option.title),
            tuple(_texts(matter, option.id, helps=True)),
            tuple(_texts(matter, option.id, helps=False)),
        )
        for option in OPTIONS
    ]


def _texts(matter: str, option: str, *, helps: bool) -> list[str]:
    return [t(each.text) for each in bearings(matter, option) if each.helps is helps]
