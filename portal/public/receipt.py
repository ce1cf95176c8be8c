"""After sending: the receipt, a copy to keep, a short note, and how to leave."""

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import drafts
from portal.referral.answers import Problem
from portal.referral.clock import look_by
from portal.referral.confirming import confirm, confirmation
from portal.referral.contact import Channel
from portal.referral.distance import asked_now
from portal.referral.kinds import Raw
from portal.referral.outbox import channels
from portal.referral.outgoing_words import wording
from portal.referral.questions.way_back import CHOOSE_WORD
from portal.referral.records.outgoing import Purpose
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render

from .coming_back import way_back_on_receipt
from .followed import Followed, followed
from .papers import as_file, full_copy, neutral_copy


@public.get("/refer/sent")
@anyone
def receipt() -> BaseResponse:
    """The receipt: what was sent, what happens next and by when, and how to come back."""
    with followed() as here:
        late = here.referral.received_at < desk().office.now() - drafts.VISIT_IDLE
        if late and here.held.code and "code" not in request.args:
            # A receipt is for the day; later on, what is happening says more.
            return redirect(url_for("public.standing"), 303)
        return _receipt(here)


@public.post("/refer/sent/way-back")
@anyone
def receipt_way_back() -> BaseResponse:
    """Choose a word, and get a code: for whoever sent without one."""
    form = page_form(CHOOSE_WORD)()
    reading = form.read({}, desk().office.today())
    with followed(change=True) as here:
        if not here.held.code:
            if reading.problems:
                return _receipt(here, form.raw, reading.problems)
            word = reading.answers["own_word"]
            drafts.give_way_back(here.session.connection(), desk().office, here.held, word)
    return redirect(way_back_on_receipt(), 303)


def _receipt(
    here: Followed, raw: Raw | None = None, problems: tuple[Problem, ...] = ()
) -> Response:
    speak = current_language().speaker
    return render(
        "public/receipt.html",
        title=t(say("Sent")),
        error=bool(problems),
        reference=here.referral.reference,
        code=here.held.code,
        kept=request.args.get("code") == "kept",
        look_by=speak.moment(look_by(desk().office, here.case)),
        reach_by=speak.moment(here.case.first_attempt_due_at),
        ways=[t(WAYS[way]) for way in WAYS if way in here.rules.ways],
        agreed=agreed(here),
        how_things_are=asked_now(here.session, here.case) is not None,
        fields=show_fields(CHOOSE_WORD, raw or {}, {}, problems),
        errors=summarise(CHOOSE_WORD, problems),
        csrf=generate_csrf(),
    )


WAYS = {
    Channel.PHONE: say("by phone"),
    Channel.TEXT: say("by text message"),
    Channel.EMAIL: say("by email"),
    Channel.LETTER: say("by letter"),
    Channel.WORKER: say("through the person you named"),
}
"""How we may reach a person, as a part of a sentence. A message here is not among them."""


def agreed(here: Followed) -> list[str]:
    """The names of the services that the person said we may share with."""
    names = {service.id: service.name for service in desk().office.hub.services}
    return [names.get(each.service, each.service) for each, _ in here.decided if each.agreed]


@public.get("/refer/sent/copy")
@anyone
def copy() -> Response:
    """The choice of a copy to keep, and what each could give away."""
    with followed() as here:
        has_code = bool(here.held.code)
        onward = "public.note" if _may_send(here) else "public.equality"
    return render(
        "public/copy.html",
        title=t(say("A copy to keep")),
        back=url_for("public.receipt"),
        onward=url_for(onward),
        has_code=has_code,
    )


@public.get("/refer/sent/copy/plain")
@anyone
def copy_plain() -> Response:
    """A neutral note as a file: a reference and a day, and nothing that says what it is about."""
    with followed() as here:
        document = neutral_copy(here)
    return as_file(document)


@public.get("/refer/sent/copy/full")
@anyone
def copy_full() -> Response:
    """Everything that was sent, as a file."""
    with followed() as here:
        document = full_copy(here)
    return as_file(document)


@public.get("/refer/sent/note")
@anyone
def note() -> BaseResponse:
    """Offer one short note that we have it, by a way that was said to be safe."""
    with followed() as here:
        offers = [] if confirmation(here.session, here.referral) else _offers(here)
    if not offers:
        return redirect(url_for("public.equality"), 303)
    return render(
        "public/note.html",
        title=t(say("Would you like a short note from us?")),
        back=url_for("public.copy"),
        offers=offers,
        csrf=generate_csrf(),
    )


@public.post("/refer/sent/note")
@anyone
def note_wanted() -> BaseResponse:
    """Put the note in the outbox: once, whatever is clicked. No choice means no note."""
    channel = request.form.get("channel", "")
    with followed(change=True) as here:
        if channel in _may_send(here):
            confirm(here.session, desk().office, here.referral, Channel(channel))
    return redirect(url_for("public.equality"), 303)


def _may_send(here: Followed) -> list[Channel]:
    return channels(desk().office, here.rules)


def _offers(here: Followed) -> list[dict[str, str]]:
    """Each way on which a note may go: where to, who signs it and what it would say."""
    office = desk().office
    offers = []
    for channel in _may_send(here):
        sender, body = wording(office, here.referral, here.rules, channel, Purpose.RECEIVED)
        offers.append(
            {
                "value": channel.value,
                "way": t(say("Email") if channel is Channel.EMAIL else say("Text message")),
                "to": here.rules.reach[channel],
                "sender": sender,
                "body": body,
            }
        )
    return offers


@public.get("/refer/sent/end")
@anyone
def end() -> Response:
    """Thank you, and how to leave without a trace. It shows nothing of what was sent."""
    return render("public/end.html", title=t(say("Thank you")))
