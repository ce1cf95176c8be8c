"""What a community group is asked beside the referral itself: none of it is about the person.

It stands in no referral. Whether the person knows decides what may be told at all.
"""

from portal.referral.kinds import Choice, Kind, ManyOf, OneOf, Phone, Postcode, Text, yes_no
from portal.referral.words import say

from .question import Page, Question, Section


def _asked(
    id: str, kind: Kind, ask: str, short: str, *, hint: str = "", missing: str = ""
) -> Question:
    return Question(
        id=id,
        kind=kind,
        ask=ask,
        short=short,
        hint=hint,
        section=Section.PERSON,
        required=bool(missing),
        missing=missing,
        readers=frozenset(),
    )


LADDER = Page(
    id="ladder",
    title=say("Does the person know and agree?"),
    questions=(
        _asked(
            "knows",
            OneOf(
                (
                    Choice(
                        "agreed",
                        say("Yes. They know, and they agree"),
                        say("You asked them, and they said yes"),
                    ),
                    Choice(
                        "told",
                        say("They know, but have not made up their mind"),
                        say("You told them about us, and they want to think"),
                    ),
                    Choice("not_told", say("No. I have not told them yet")),
                    Choice(
                        "unsafe",
                        say("It is not safe to ask them"),
                        say("For example, because someone might find out and hurt them"),
                    ),
                )
            ),
            say("Does the person know and agree?"),
            say("Whether they know"),
            missing=say("Choose whether the person knows and agrees"),
        ),
    ),
)

NEEDS = OneOf(
    (
        Choice("crime", say("A crime, or something that might be a crime")),
        Choice("dispute", say("A dispute with a neighbour, or anti-social behaviour")),
        Choice("other", say("Something else, or I'm not sure")),
    )
)

INVITE = Page(
    id="invite",
    title=say("Make an invitation"),
    questions=(
        _asked(
            "need",
            NEEDS,
            say("What kind of help might they need?"),
            say("Kind of help"),
            missing=say("Choose what kind of help. If you can't tell, choose the last one"),
        ),
        _asked(
            "outward",
            Postcode(),
            say("Roughly where do they live?"),
            say("Roughly where"),
            hint=say(
                "Only the first half of the postcode, such as LK1. We keep no more than that. "
                "You can leave it empty."
            ),
        ),
    ),
)

RING_ME = Page(
    id="ring-me",
    title=say("Ask us to ring you"),
    questions=(
        _asked(
            "caller_name",
            Text(limit=100),
            say("Your name"),
            say("Name"),
            hint=say("Any name that we can ask for."),
            missing=say("Enter a name that we can ask for"),
        ),
        _asked(
            "caller_group",
            Text(limit=200),
            say("Your group, if you are with one"),
            say("Group"),
            hint=say("For example, a food bank, a club or a faith group."),
        ),
        _asked(
            "caller_phone",
            Phone(),
            say("A phone number that is safe for you"),
            say("Phone"),
            hint=say("One that only you pick up, if you can."),
            missing=say("Enter a phone number, such as 01632 960 001 or 07700 900 982"),
        ),
        _asked(
            "caller_openly",
            yes_no(),
            say("If someone else picks up, may we say who we are?"),
            say("May we say who we are"),
            missing=say("Choose yes or no"),
        ),
        _asked(
            "caller_times",
            ManyOf(
                (
                    Choice("any", say("Any time, 9am to 5pm"), alone=True),
                    Choice("morning", say("9am to noon")),
                    Choice("afternoon", say("Noon to 3pm")),
                    Choice("late", say("3pm to 5pm")),
                )
            ),
            say("When can we ring you?"),
            say("When to ring"),
            hint=say("We ring from Monday to Friday. Tick all that suit you."),
            missing=say("Tick at least one time"),
        ),
        _asked(
            "caller_urgent",
            yes_no(
                yes=say("Yes. Ring me today if you can"),
                no=say("No. The next working day is soon enough"),
            ),
            say("Could someone be hurt soon?"),
            say("Could someone be hurt soon"),
            hint=say("If someone is in danger right now, ring 999. Do not wait for us."),
            missing=say("Choose whether someone could be hurt soon"),
        ),
    ),
)

INVITED = Page(
    id="invited",
    title=say("Your invitation"),
    questions=(
        _asked(
            "code",
            Text(limit=300),
            say("The four words that you were given"),
            say("Four words"),
            hint=say("For example, maple river candle forty."),
            missing=say("Enter the four words that you were given"),
        ),
    ),
)
