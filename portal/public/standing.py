"""How a referral stands: its stage in plain words, messages, who has been told, what happened."""

from collections.abc import Iterable
from datetime import datetime

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from portal.documents.sharing import agreements
from portal.documents.timeline import Happening, for_person
from portal.documents.told_on import in_words
from portal.public import public
from portal.referral.answers import Problem
from portal.referral.asking import waits_since
from portal.referral.clock import look_by
from portal.referral.distance import asked_now
from portal.referral.following import mark_read, write
from portal.referral.history import timeline
from portal.referral.kinds import Raw
from portal.referral.lifecycle import FOR_PERSON, WORK, Move, Stage, possible
from portal.referral.meaning import meaning
from portal.referral.questions.after_sending import WRITE_TO_US
from portal.referral.records import Message
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render

from .agreeing import agreed_apart, asked_to_share
from .corrections import still_open
from .followed import Followed, followed
from .receipt import WAYS
from .referrers import seen_by

Letters = list[tuple[Message, str]]

DONE = {
    "written": say("We have your message."),
    "stopped": say("You stopped this. We do not contact you about it any more."),
    "stopped_all": say(
        "You stopped this. We do not contact you about it any more. Whoever heard of it with your "
        "“yes” is told to stop, too. You can see below who that is."
    ),
    "erasure": say("We have asked a worker to erase everything."),
    "objected": say(
        "We have noted that you did not agree. We send nothing to anyone until a worker has looked."
    ),
    "sharing": say(
        "We have kept whom we may share with. If you took a “yes” back, nothing more goes there."
    ),
    "sees": say("We have kept what they may see."),
    "agreed": say("Thank you. It goes to them now, with how it is safe to reach you."),
    "not_agreed": say("Thank you. We do not share it with them."),
    "answered_before": say("This was answered before, or we do not need to ask it any more."),
    "things": say("Thank you. We have your numbers."),
    "added": say(
        "We added what you wrote now. Nothing from before is lost. If an answer is different this "
        "time, the new one counts, also for who we may tell: look below. Your code from before "
        "still works."
    ),
    "skipped": say("That is fine. We have noted that you would rather not say."),
}
"""What was just done, by the word that the address carries."""


@public.get("/track/referral")
@anyone
def standing() -> Response:
    """What is happening with it, what was said, and what can be done."""
    with followed() as here:
        letters = here.letters
        page = _show(here, letters)
    if any(each.author_id is not None and each.read_at is None for each, _ in letters):
        with followed(change=True) as here:
            for each in (*here.all_along, *(case for case, _ in here.cases)):
                mark_read(here.session, desk().office, each)
    return page


@public.post("/track/referral/messages")
@anyone
@own_token_check
def message_to_hub() -> BaseResponse:
    """Write to the hub. Sending the same twice from one page is one message."""
    return keep_message(request.form)


@public.get("/track/referral/messages")
@anyone
def messages_here() -> BaseResponse:
    """The messages stand on the referral's own page."""
    return redirect(url_for("public.standing") + "#messages", 303)


def keep_message(sent: MultiDict[str, str]) -> BaseResponse:
    """Keep the message in ``sent``, or show the page again with what was typed still in it."""
    office = desk().office
    form = page_form(WRITE_TO_US)(sent)
    reading = form.read({}, office.today())
    with followed(change=True) as here:
        letters = here.letters
        notice = "" if token_holds(sent) else t(PRESS_AGAIN)
        if reading.problems or notice:
            return _show(here, letters, form.raw, reading.problems, notice=notice)
        text = reading.answers["message"]
        mine = [(str(each.id), said) for each, said in letters if each.author_id is None]
        if not mine or mine[-1][1] != text or mine[-1][0] == sent.get("newest"):
            write(here.session, office, here.referral, text)
    return redirect(url_for("public.standing", done="written"), 303)


def _show(
    here: Followed,
    letters: Letters,
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    notice: str = "",
) -> Response:
    office, case, speak = desk().office, here.case, current_language().speaker
    problems, stage = list(problems), Stage(case.stage)
    history = for_person(here.events, speak)
    own = {each.id for each in here.all_along[:-1]}
    begun = for_person([each for each in here.events if each.referral_id not in own], speak)
    mine = [str(each.id) for each, _ in letters if each.author_id is None]
    agreed = agreements(office.hub, here.decided)
    erasing = here.referral.erasure_asked_at
    return render(
        "public/standing.html",
        title=t(say("What is happening")),
        error=bool(problems),
        errors=summarise(WRITE_TO_US, problems),
        notice=notice or t(DONE.get(request.args.get("done", ""), "")),
        went_well=not notice,
        reference=here.referral.reference,
        stage=t(FOR_PERSON[stage]),
        since=speak.moment(_since(begun, t(FOR_PERSON[stage]))),
        means=meaning(
            stage,
            here.rules,
            speak,
            look_by=look_by(office, case),
            reach_by=case.first_attempt_due_at,
            now=office.now(),
        ),
        can_stop=Move.WITHDRAW in possible(stage),
        erasing=speak.moment(erasing) if erasing else "",
        still_open=still_open(here.shown),
        asked=stage in WORK and waits_since(timeline(here.session, case.id)) is not None,
        how_things_are=asked_now(here.session, case) is not None,
        has_code=bool(here.held.code),
        letters=[_letter(each, text) for each, text in letters],
        newest=mine[-1] if mine else "",
        fields=show_fields(WRITE_TO_US, raw or {}, {}, problems),
        ways=[t(WAYS[way]) for way in WAYS if way in here.rules.ways],
        may_share=[(each.service, speak.moment(each.at)) for each in agreed if each.agreed],
        may_not=[each.service for each in agreed if not each.agreed],
        asked_to_share=asked_to_share(here),
        agreed_apart=bool(agreed_apart(here)),
        followers=seen_by(here),
        told_on=in_words(here.told_on, speak),
        told_by_others=bool(here.referrers),
        history=[(each.words, speak.moment(each.at)) for each in history],
        csrf=generate_csrf(),
    )


def _since(history: list[Happening], stage: str) -> datetime:
    """When the stage that the person reads began: its last mention, or the first thing of all."""
    return next((each.at for each in reversed(history) if each.words == stage), history[0].at)


def _letter(message: Message, text: str) -> dict[str, object]:
    ours = message.author_id is not None
    return {
        "ours": ours,
        "fresh": ours and message.read_at is None,
        "at": current_language().speaker.moment(message.at),
        "text": text,
    }
