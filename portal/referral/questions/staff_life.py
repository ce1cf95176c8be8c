"""What staff are asked when they take a referral from one stage of its life to another."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from portal.referral.closing_codes import ACTIONS, NOT_ACCEPTED, OUTCOMES, REASONS
from portal.referral.conditions import Answers
from portal.referral.hub import Hub
from portal.referral.kinds import Choice, Day, JsonValue, ManyOf, OneOf, Text
from portal.referral.reference import MistypedReference, read
from portal.referral.training import LANES
from portal.referral.words import say

from .distance import POINTS, QUESTIONS
from .question import Page, Question
from .staff_asking import LONG, asked

LONGEST_PAUSE = timedelta(days=366)


def could_be_one(value: JsonValue, answers: Answers, today: date) -> str | None:
    try:
        read(value)
    except MistypedReference:
        return say("Check the reference: a letter or number in it is wrong or missing")
    return None


def _ahead(value: JsonValue, answers: Answers, today: date) -> str | None:
    if len(str(value)) != len("2026-03-02"):
        return say("Enter the day, the month and the year")
    day = date.fromisoformat(value)
    if day <= today:
        return say("Enter a day that is still to come")
    if day > today + LONGEST_PAUSE:
        return say("Enter a day within the next twelve months")
    return None


def _choices(labels: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, label) for code, label in labels.items())


_STAFF_READ = say("This becomes a note that staff read. Write it as if the person will read it.")

REFUSAL = Page(
    id="refusal",
    title=say("Do not accept this referral"),
    questions=(
        asked(
            "refused_because",
            OneOf(_choices(NOT_ACCEPTED)),
            say("Why can we not take it on?"),
            say("Choose why we can not take it on"),
            say("This is counted. The person reads only what you write below."),
        ),
        asked(
            "explanation",
            LONG,
            say("What will you tell them?"),
            say("Write an explanation for the person"),
            say(
                "The person reads this. Say kindly why we can't help, that it is not their fault, "
                "and who may be able to."
            ),
        ),
    ),
)

POSSIBLE_DUPLICATE = Page(
    id="possible-duplicate",
    title=say("Say that it may be a duplicate"),
    questions=(
        asked(
            "same_as",
            Text(limit=100),
            say("Which other referral may it be the same as?"),
            say("Enter the reference of the other referral"),
            say("Its reference, such as “7KPM-3XR9”."),
            could_be_one,
        ),
        asked("reason", LONG, say("What makes you think so?"), say("Write why"), _STAFF_READ),
    ),
)

SPECIALIST_REVIEW = Page(
    id="specialist-review",
    title=say("Ask a specialist to look"),
    questions=(
        asked(
            "lanes",
            ManyOf(_choices(LANES)),
            say("What does it need a specialist for?"),
            say("Tick at least one"),
        ),
        asked(
            "reason",
            LONG,
            say("What should they know?"),
            say("Write what they should know"),
            _STAFF_READ,
        ),
    ),
)

PAUSE = Page(
    id="pause",
    title=say("Pause it"),
    questions=(
        asked(
            "until",
            Day(),
            say("Until which day?"),
            say("Enter the day"),
            say("On that day it is due again, and it shows in the queue."),
            _ahead,
        ),
        asked("reason", LONG, say("Why is it paused?"), say("Write why"), _STAFF_READ),
    ),
)

WITHDRAWAL = Page(
    id="withdrawal",
    title=say("The person told us to stop"),
    questions=(
        asked(
            "told",
            LONG,
            say("How did they tell you, and when?"),
            say("Write how they told you, and when"),
            _STAFF_READ,
        ),
    ),
)

CLOSURE = Page(
    id="closure",
    title=say("Close this referral"),
    questions=(
        asked(
            "actions",
            ManyOf(_choices(ACTIONS)),
            say("What was done?"),
            say("Tick at least one thing that was done"),
        ),
        asked(
            "reasons",
            ManyOf(_choices(REASONS)),
            say("Why did nothing restorative happen?"),
            hint=say(
                "Leave this out if messages or a letter, mediation, a meeting, a circle or an "
                "agreement came about."
            ),
        ),
        asked(
            "outcomes",
            ManyOf(_choices(OUTCOMES)),
            say("What came of it?"),
            say("Tick at least one thing that came of it"),
        ),
        asked(
            "own_words",
            LONG,
            say("What does the person say came of it?"),
            hint=say("In their own words, if they told you. You can leave this out."),
        ),
        asked(
            "ask_them",
            OneOf(
                (
                    Choice("yes", say("Yes, on the portal")),
                    Choice("no", say("No, or I write down what they tell me")),
                )
            ),
            say("Ask the person how things are now?"),
            say("Choose if we ask the person how things are now"),
            say("Six numbers, which they can skip. They hear of it only in a way that is safe."),
        ),
    ),
)

REOPENING = Page(
    id="reopening",
    title=say("Open it again"),
    questions=(
        asked(
            "who_asked",
            OneOf((Choice("person", say("The person")), Choice("worker", say("We at the hub")))),
            say("Who wants it opened again?"),
            say("Choose who wants it opened again"),
        ),
        asked("reason", LONG, say("Why?"), say("Write why"), _STAFF_READ),
    ),
)


def redirection(hub: Hub, agreed: Collection[str]) -> Page:
    """Passing it on to a service of ``hub``: only to one that the person agreed to."""

    def allowed(value: JsonValue, answers: Answers, today: date) -> str | None:
        if value == "not_yet":
            return say("Ask the person first. They decide who is told")
        if value == "recorded" and answers.get("service") not in agreed:
            return say("They have not agreed to this service. Ask them first")
        return None

    return Page(
        id="redirection",
        title=say("Pass it on to another service"),
        questions=(
            asked(
                "service",
                OneOf(
                    tuple(
                        Choice(
                            service.id,
                            service.name,
                            say("The person agreed that they are told.")
                            if service.id in agreed
                            else say("The person has not agreed to this so far."),
                        )
                        for service in hub.services
                    )
                ),
                say("Which service can help better?"),
                say("Choose a service"),
            ),
            asked(
                "agreed",
                OneOf(
                    (
                        Choice("recorded", say("Yes, it is in what they told us")),
                        Choice("told", say("Yes, I asked, and they said yes")),
                        Choice("not_yet", say("Not yet")),
                    )
                ),
                say("Does the person agree that this service is told?"),
                say("Choose if the person agrees"),
                check=allowed,
            ),
            asked(
                "explanation",
                LONG,
                say("What will you tell them?"),
                say("Write an explanation for the person"),
                say("The person reads this. Say who will help them, how, and what they can do."),
            ),
        ),
    )


def how_things_are_when(answered: Collection[str]) -> Page:
    """For which point the person is asked how things are, of those not ``answered`` so far."""
    return Page(
        id="distance-request",
        title=say("Ask the person how things are"),
        questions=(_which_point(answered),),
    )


def how_things_are_told(answered: Collection[str]) -> Page:
    """What the person told a worker of how things are, for a point not ``answered`` so far."""
    return Page(
        id="distance",
        title=say("Write down how things are"),
        questions=(_which_point(answered), *QUESTIONS),
    )


def _which_point(answered: Collection[str]) -> Question:
    left = {point: words for point, words in POINTS.items() if point not in answered}
    return asked(
        "point",
        OneOf(_choices(left)),
        say("Which time is this?"),
        say("Choose which time this is"),
        "" if left else say("All three were answered before."),
    )
