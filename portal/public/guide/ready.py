"""Ready to choose? Four questions that nobody has to answer, and help for each "no"."""

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from portal.choices.reading import SURE_ANSWERS
from portal.choices.sure import SURE
from portal.choices.wording import SURE_WORDS
from portal.public import public
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import anyone
from portal.web.language import t

from .carrying import change, holder
from .mattering import marks
from .showing import go, lost_place, show


@public.get("/options/ready")
@anyone
def ready() -> Response:
    """The four questions, with what was said so far and help for each "no"."""
    return _show(dict(holder().choices.sure))


@public.post("/options/ready")
@anyone
@own_token_check
def ready_said() -> BaseResponse:
    """Keep what was said. What we don't ask or offer is left out."""
    said = marks(request.form, [each.id for each in SURE], SURE_ANSWERS)
    if not token_holds(request.form):
        return _show(said, lost_place())
    now = desk().office.now()
    change(lambda choices: choices.say(now, sure=said))
    return go("/options/ready?kept#help" if "no" in said.values() else "/options/ready?kept")


def _show(said: dict[str, str], notice: str = "") -> Response:
    return show(
        "ready",
        t(say("Are you ready to choose?")),
        notice=notice,
        kept="kept" in request.args,
        questions=[(each.id, t(each.ask), said.get(each.id, "")) for each in SURE],
        answers=[(value, t(SURE_WORDS[value])) for value in SURE_ANSWERS],
        helping=[
            (t(each.ask), t(each.help), each.link, t(each.link_text))
            for each in SURE
            if said.get(each.id) == "no"
        ],
    )
