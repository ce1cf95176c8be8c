"""Leaning: what a person makes of each option so far, or of all of them together."""

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from portal.choices.guide import OPTIONS
from portal.choices.reading import LEANINGS, WHOLE
from portal.choices.wording import LEANING_WORDS, WHOLE_WORDS
from portal.public import public
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import anyone
from portal.web.language import t

from .carrying import change, forget, holder
from .mattering import marks
from .showing import go, lost_place, show


@public.get("/options/lean")
@anyone
def lean() -> Response:
    """Say what you make of each option, or of all of them."""
    kept = holder().choices
    return _show(dict(kept.leanings), kept.whole)


@public.post("/options/lean")
@anyone
@own_token_check
def leaned() -> BaseResponse:
    """Keep what was said. An option or an answer that we don't offer is left out."""
    said = marks(request.form, [each.id for each in OPTIONS], LEANINGS)
    whole = request.form.get("whole", "")
    whole = whole if whole in WHOLE else ""
    if not token_holds(request.form):
        return _show(said, whole, lost_place())
    now = desk().office.now()
    change(lambda choices: choices.say(now, leanings=said, whole=whole))
    return go("/options/lean?kept")


@public.post("/options/forgetting")
@anyone
@own_token_check
def forgetting() -> BaseResponse:
    """Forget what this browser keeps of the guide. What is in a draft or referral stays there."""
    if not token_holds(request.form):
        kept = holder().choices
        return _show(dict(kept.leanings), kept.whole, lost_place())
    forget()
    return go("/options")


def _show(said: dict[str, str], whole: str, notice: str = "") -> Response:
    return show(
        "lean",
        t(say("What do you make of them?")),
        notice=notice,
        kept="kept" in request.args,
        options=[
            (each.id, t(each.title), f"/options/{each.slug}", said.get(each.id, ""))
            for each in OPTIONS
        ],
        answers=[(value, t(LEANING_WORDS[value])) for value in LEANINGS],
        whole=whole,
        wholes=[(value, t(WHOLE_WORDS[value])) for value in WHOLE],
    )
