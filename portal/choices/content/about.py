"""About the guide: who wrote it, when, what has not been done yet, how to say it is wrong."""

from portal.choices.shapes import GuidePage, Part
from portal.referral.words import say

PAGE = GuidePage(
    id="about",
    title=say("About this guide"),
    lead=say("Who made this guide, what it rests on, and what has not been done yet."),
    parts=(
        Part(
            say("Who wrote it and who paid"),
            (
                say(
                    "The team of this portal wrote it, with no one from outside. It was not "
                    "written by doctors, lawyers or people who study crime."
                ),
                say(
                    "%(hub)s runs this site and offers most of the options in it. So it has a "
                    "stake in what you choose. We tell you so that you can bear it in mind."
                ),
                say("The team of this portal paid for the work."),
            ),
        ),
        Part(
            say("When it was written"),
            (
                say(
                    "It was last checked on %(checked)s. It is due to be read again as a whole by"
                    " %(review)s."
                ),
                say(
                    "Each page has a version. When its words change, so does the version. If you "
                    "ask us for help, we keep which version you read."
                ),
            ),
        ),
        Part(
            say("What it rests on"),
            (
                say(
                    "Numbers come from studies and reports that we name. We say whom they studied"
                    " and what is not known."
                ),
                say(
                    "We left out claims that we could not trace to a sound study, even if they "
                    "are often made."
                ),
                say(
                    "What people value, what can be hard and how long things take are put in our "
                    "own words. No study counts most of these. Your worker may tell you something"
                    " else."
                ),
                say(
                    "There are no stories of people here. A good story can push you more than the"
                    " facts do."
                ),
            ),
        ),
        Part(
            say("What has not been done yet"),
            (
                say("It has not been tested with the people it is for. This is not yet done."),
                say("No one from outside has looked it over. This is not yet done."),
                say(
                    "The Easy Read pages have not been checked by people who use Easy Read. This "
                    "is not yet done."
                ),
                say("Nobody has looked at whether it helps people choose."),
            ),
        ),
        Part(
            say("What it does not do"),
            (
                say(
                    "It does not tell you what to choose. It gives no scores, and it does not "
                    "change with what you mark."
                ),
                say(
                    "What you mark stays in your own browser, till you ask us for help. Then it "
                    "comes with you."
                ),
            ),
        ),
        Part(
            say("If something is wrong"),
            (
                say(
                    "Please tell us: %(hub_email)s or %(hub_phone)s. Say which page, and what is "
                    "wrong."
                ),
                say("You do not have to say who you are."),
            ),
        ),
    ),
    sources=("ipdas", "rjc"),
)
