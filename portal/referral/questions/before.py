"""Who this is for, and whether they are safe now."""

from portal.referral.conditions import said
from portal.referral.kinds import Choice, OneOf
from portal.referral.words import say

from .question import Page, Question, Section, TheirPage, Theirs

FOR_CHILD = said("who_for", "child")

WHO_FOR = (
    Page(
        id="who-for",
        title=say("Who is this for?"),
        questions=(
            Question(
                id="who_for",
                kind=OneOf(
                    (
                        Choice("me", say("Me")),
                        Choice("me_helped", say("Me, and someone is helping me fill this in")),
                        Choice("child", say("A child or young person I look after")),
                        Choice(
                            "someone_else",
                            say("Someone else"),
                            say("For example a neighbour, a friend or someone you work with"),
                        ),
                    )
                ),
                ask=say("Who is this for?"),
                short=say("Who it is for"),
                section=Section.PERSON,
                required=True,
                missing=say("Choose who this is for"),
                travels=True,
            ),
        ),
    ),
    Page(
        id="someone-else",
        title=say("They need to know and agree first"),
        lead=(
            say(
                "It is their story, and they decide who hears it. "
                "Please don't give us their name or what happened to them without asking them."
            ),
            say(
                "If it is safe, tell them about us. They can fill this in on their own, "
                "or with you beside them: go back and choose “Me, and someone is helping me”."
            ),
            say(
                "If it isn't safe to ask them, or you are worried about them, ring us on "
                "%(hub_phone)s. You don't have to say who you are."
            ),
        ),
        applies=said("who_for", "someone_else"),
        lines=("danger",),
        stops=True,
    ),
)

SAFE_NOW = (
    Page(
        id="safe-now",
        title=say("Are you safe right now?"),
        theirs=TheirPage(say("Are they safe right now?")),
        questions=(
            Question(
                id="safe_now",
                kind=OneOf(
                    (
                        Choice("yes", say("Yes, for now")),
                        Choice(
                            "no",
                            say("No, I'm in danger or I need help right now"),
                            theirs=say("No, they are in danger or need help right now"),
                        ),
                        Choice("unsure", say("I'm not sure")),
                    )
                ),
                ask=say("Are you safe right now?"),
                hint=say(
                    "We ask so that you get help fast if you need it. "
                    "You can carry on whatever you answer."
                ),
                short=say("Safe right now"),
                section=Section.SAFETY,
                required=True,
                missing=say("Choose whether you are safe right now"),
                travels=True,
                theirs=Theirs(
                    say("Are they safe right now?"),
                    say(
                        "We ask so that they get help fast if they need it. "
                        "We may not read this today: in an emergency ring 999."
                    ),
                    say("Choose whether they are safe right now"),
                ),
            ),
        ),
    ),
)

HELP_FIRST = (
    Page(
        id="help-first",
        title=say("Your safety comes first"),
        lead=(
            say(
                "We are not an emergency service, and we may not read this today. "
                "These people can help you now. If you are in danger, ring 999."
            ),
            say(
                "If you ring 999 from a mobile and it isn't safe to speak, "
                "stay on the line, listen, and press 55 when you are asked to."
            ),
            say("If you'd rather text, register by texting “register” to 999 first."),
        ),
        applies=said("safe_now", "no", "unsure"),
        lines=("danger", "abuse", "harm"),
        questions=(
            Question(
                id="after_help",
                kind=OneOf(
                    (
                        Choice("carry_on", say("Carry on with this now")),
                        Choice("ring_me", say("Carry on, and please ring me as soon as you can")),
                        Choice("later", say("Save this and come back later")),
                    )
                ),
                ask=say("What would you like to do?"),
                short=say("After seeing who can help now"),
                section=Section.SAFETY,
                required=True,
                missing=say("Choose what you would like to do"),
            ),
        ),
    ),
)

PAGES = (*WHO_FOR, *SAFE_NOW, *HELP_FIRST)
