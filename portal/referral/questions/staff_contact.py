"""What staff are asked after they tried to reach a person, and before they set a rule aside."""

from collections.abc import Mapping

from portal.referral.contact import Channel
from portal.referral.kinds import Choice, Day, Hour, OneOf, Text
from portal.referral.reaching import FITTING, WAYS, Outcome
from portal.referral.words import say

from .question import Page
from .staff_asking import asked

_O = Outcome

_TALKED: Mapping[Outcome, str] = {
    _O.REACHED: say("We spoke"),
    _O.WILL_MEET: say("We spoke, and will meet"),
    _O.NO_ANSWER: say("No answer"),
    _O.MESSAGE_LEFT: say("I left a message"),
    _O.SOMEBODY_ELSE: say("Somebody else answered"),
    _O.WRONG_NUMBER: say("Wrong number"),
}
_WROTE: Mapping[Outcome, str] = {
    _O.SENT: say("I sent it"),
    _O.REACHED: say("They answered"),
    _O.WILL_MEET: say("They answered, and we will meet"),
    _O.WRONG_NUMBER: say("Wrong number"),
    _O.UNDELIVERED: say("It came back, not delivered"),
}
_ASKED: Mapping[Outcome, str] = {
    _O.SENT: say("I asked for it to be passed on"),
    _O.REACHED: say("They got in touch"),
    _O.WILL_MEET: say("They got in touch, and we will meet"),
    _O.NO_ANSWER: say("Nobody answered"),
}

_DONE = {
    Channel.PHONE: (say("Ring them"), _TALKED),
    Channel.TEXT: (say("Text them"), _WROTE),
    Channel.EMAIL: (say("Email them"), _WROTE),
    Channel.LETTER: (say("Write a letter"), _WROTE),
    Channel.WORKER: (say("Go through someone they trust"), _ASKED),
}


def _page(channel: Channel) -> Page:
    title, words = _DONE[channel]
    return Page(
        id=str(channel),
        title=title,
        questions=(
            asked(
                "outcome",
                OneOf(tuple(Choice(each, words[each]) for each in FITTING[channel])),
                say("What came of it?"),
                missing=say("Choose what came of it"),
            ),
            asked(
                "note",
                Text(limit=2000, long=True),
                say("Anything to note (you can leave this out)"),
                hint=say("Staff read this. The person can ask to see it."),
            ),
            asked(
                "made_on",
                Day(earliest=2000),
                say("The day, if it was not today"),
                hint=say("For example, 27 3 2026"),
            ),
            asked(
                "made_at",
                Hour(),
                say("The time, if it was not just now"),
                hint=say("For example 14:30 or 2:30pm"),
            ),
        ),
    )


CAME_OF_IT: Mapping[Channel, Page] = {channel: _page(channel) for channel in WAYS}
"""What is asked after each way was tried."""

OVERRIDE = Page(
    id="override",
    title=say("Set the rule aside, once"),
    questions=(
        asked(
            "way",
            OneOf(tuple(Choice(str(channel), _DONE[channel][0]) for channel in WAYS)),
            say("Which way will you use?"),
            missing=say("Choose the way you will use"),
        ),
        asked(
            "why",
            Text(limit=2000, long=True),
            say("Why must it be done in a way they did not say is safe?"),
            missing=say("Write why the rule must be set aside"),
            hint=say("This is kept, with your name, where everybody who opens this sees it."),
        ),
    ),
)
