"""What happens if the other person says no."""

from portal.choices.shapes import GuidePage, Part
from portal.referral.words import say

PAGE = GuidePage(
    id="if_they_say_no",
    title=say("If the other person says no"),
    lead=say(
        "It happens often. It is not your fault, and it does not end the help that you can get."
    ),
    parts=(
        Part(
            say("What they may say"),
            (
                say(
                    "They may say yes, no, or not yet. They may say yes to a letter and no to a "
                    "meeting."
                ),
                say("They may change their mind. So may you."),
                say("They may not answer at all, or we may not find them."),
            ),
        ),
        Part(
            say("What we do then"),
            (
                say("We tell you. We do not leave you to guess."),
                say("We do not push them. Someone who is made to come may do more harm."),
                say("We do not tell you their reasons, if they want to keep those to themselves."),
                say("We ask what you would like now."),
            ),
        ),
        Part(
            say("What you can still do"),
            (
                say("You can get support for you alone."),
                say("You can be heard another way, by someone else who is ready to listen."),
                say("You can write a letter that is kept, in case they want to read it one day."),
                say(
                    "You can get other help, or ask the council for a case review if trouble at "
                    "home goes on."
                ),
                say("You can leave it there."),
            ),
        ),
        Part(
            say("How it may feel"),
            (
                say("Some people feel let down or angry. Some are glad that they asked."),
                say("Before we ask, talk with your worker about what a “no” would mean for you."),
                say("You can also choose not to have them asked. That is as good a choice."),
            ),
        ),
        Part(
            say("How often it happens"),
            (
                say(
                    "We do not know for each option. Of 100 referrals after a court case, about 8"
                    " led to a meeting and about 19 to words or a letter."
                ),
                say("A “no” was only one of the reasons. See “How often and how sure”."),
            ),
        ),
    ),
    sources=("rjc", "frontiers"),
)
