"""Things that help us keep a person safe."""

from portal.referral.conditions import ticked
from portal.referral.kinds import Choice, ManyOf, Text
from portal.referral.readers import OWN
from portal.referral.words import say

from .question import Page, Question, Section, TheirPage, Theirs

THINGS = (
    Page(
        id="safety",
        title=say("Things that help us keep you safe"),
        theirs=TheirPage(
            say("Things that help us keep them safe"),
            (
                say(
                    "Your answer never means that we turn them away. It helps us choose the right "
                    "worker, and take the right care."
                ),
            ),
        ),
        lead=(
            say(
                "Your answer never means that we turn you away. It helps us choose the right "
                "worker, and take the right care."
            ),
        ),
        questions=(
            Question(
                id="safety",
                kind=ManyOf(
                    (
                        Choice(
                            "afraid",
                            say("I'm afraid of the other person"),
                            theirs=say("They are afraid of the other person"),
                        ),
                        Choice(
                            "family",
                            say("The other person is or was my partner, or is in my family"),
                            theirs=say(
                                "The other person is or was their partner, or is in their family"
                            ),
                        ),
                        Choice(
                            "stalking",
                            say("Someone keeps following, watching or messaging me"),
                            theirs=say("Someone keeps following, watching or messaging them"),
                        ),
                        Choice("sexual", say("It was sexual, or some of it was")),
                        Choice("weapon", say("There were threats, or a weapon")),
                        Choice(
                            "hate",
                            say(
                                "It was because of who I am, such as my race, religion, "
                                "disability, sexuality or gender"
                            ),
                            theirs=say(
                                "It was because of who they are, such as their race, religion, "
                                "disability, sexuality or gender"
                            ),
                        ),
                        Choice(
                            "self_harm",
                            say("I have had thoughts of harming myself"),
                            theirs=say("They have had thoughts of harming themselves"),
                        ),
                        Choice("child", say("A child is involved or saw it")),
                        Choice("none", say("None of these"), alone=True),
                        Choice(
                            "not_say",
                            say("I'd rather not say"),
                            alone=True,
                            theirs=say("They'd rather not say, or it isn't known"),
                        ),
                    )
                ),
                ask=say("Do any of these apply?"),
                hint=say("Tick all that apply, or skip this."),
                short=say("Safety"),
                section=Section.SAFETY,
                readers=OWN,
                travels=True,
            ),
            Question(
                id="safety_more",
                kind=Text(limit=2000, long=True),
                ask=say("Is there anything else that would help us keep you safe?"),
                short=say("More about safety"),
                section=Section.SAFETY,
                readers=OWN,
                travels=True,
                theirs=Theirs(say("Is there anything else that would help us keep them safe?")),
            ),
        ),
    ),
)

SUPPORT_NOW = (
    Page(
        id="support-now",
        title=say("You don't have to carry this alone"),
        lead=(
            say(
                "Thank you for telling us. If it gets worse before we reach you, these people "
                "listen, and you don't have to give your name. In an emergency ring 999."
            ),
        ),
        applies=ticked("safety", "self_harm", "afraid", "family", "stalking", "sexual"),
        lines=("harm", "abuse"),
    ),
)

PAGES = (*THINGS, *SUPPORT_NOW)
