"""The questions that every way of reaching somebody has in common."""

from portal.referral.kinds import Choice, Kind, ManyOf, OneOf
from portal.referral.readers import TOLD
from portal.referral.words import say

from .question import AS_IT_IS, Question, Section, Theirs


def ways(id: str, ask: str, hint: str, short: str, theirs: Theirs) -> Question:
    return Question(
        id=id,
        kind=ManyOf(
            (
                Choice("phone", say("Phone call")),
                Choice("text", say("Text message")),
                Choice("email", say("Email")),
                Choice("letter", say("Letter")),
                Choice(
                    "worker",
                    say("Through a worker or someone else I trust"),
                    theirs=say("Through a worker or someone else they trust"),
                ),
                Choice(
                    "here",
                    say("I will come back here and look"),
                    say("Nothing is sent to you. You'll get a code to come back with."),
                    theirs=say("They will come to this site and look"),
                    theirs_hint=say("Nothing is sent to them. They need the code on their card."),
                ),
            )
        ),
        ask=ask,
        hint=hint,
        short=short,
        section=Section.CONTACT,
        required=True,
        missing=say(
            "Choose at least one safe way. If none is safe, choose “I will come back here and look”"
        ),
        readers=TOLD,
        travels=True,
        theirs=theirs,
    )


def reach(
    id: str,
    kind: Kind,
    ask: str,
    short: str,
    missing: str,
    hint: str = "",
    theirs: Theirs = AS_IT_IS,
) -> Question:
    """Where a channel that was ticked reaches the person: needed, or the channel is no use."""
    return Question(
        id=id,
        kind=kind,
        ask=ask,
        hint=hint,
        short=short,
        section=Section.CONTACT,
        required=True,
        missing=missing,
        readers=TOLD,
        travels=True,
        theirs=theirs,
    )


def say_who(id: str, short: str, openly: str, neutrally: str, theirs: str = "") -> Question:
    """May we say who we are on this channel? Left empty, we don't."""
    return Question(
        id=id,
        kind=OneOf((Choice("no", neutrally, theirs=theirs), Choice("yes", openly))),
        ask=say("Can we say who we are?"),
        hint=say("If you leave this out, we won't say."),
        short=short,
        section=Section.CONTACT,
        readers=TOLD,
        travels=True,
    )
