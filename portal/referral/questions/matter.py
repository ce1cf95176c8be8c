"""What it is about and what happened: a crime, a dispute, or something else."""

from datetime import date

from portal.referral.conditions import Answers, said
from portal.referral.kinds import Choice, Day, JsonValue, OneOf, Text, yes_no
from portal.referral.kinds.day import starts_after
from portal.referral.readers import TOLD
from portal.referral.words import say

from .question import Page, Question, Section, TheirPage, Theirs

CRIME = said("about", "crime")


def in_the_past(value: JsonValue, answers: Answers, today: date) -> str | None:
    """A day that something happened can't lie after today."""
    return "in_the_future" if starts_after(value, today) else None


ABOUT = (
    Page(
        id="about",
        title=say("What is this about?"),
        questions=(
            Question(
                id="about",
                kind=OneOf(
                    (
                        Choice(
                            "crime",
                            say("A crime, or something that might be a crime"),
                            say("It doesn't matter if nobody was told, or how long ago it was"),
                        ),
                        Choice(
                            "dispute",
                            say("A dispute with a neighbour, or anti-social behaviour"),
                            say("Such as noise, boundaries, parking, threats or falling out"),
                        ),
                        Choice("other", say("Something else, or I'm not sure")),
                    )
                ),
                ask=say("What is this about?"),
                short=say("What it is about"),
                section=Section.MATTER,
                required=True,
                missing=say("Choose what this is about. If you can't tell, choose the last one"),
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
)

WHAT_HAPPENED = (
    Page(
        id="what-happened",
        title=say("What happened"),
        questions=(
            Question(
                id="what_happened",
                kind=Text(limit=20_000, long=True),
                ask=say("What happened?"),
                hint=say(
                    "In your own words, as much or as little as you like. "
                    "You can leave this empty and tell a worker instead. "
                    "Please leave out other people's names: we ask about them later."
                ),
                short=say("What happened"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
                theirs=Theirs(
                    hint=say(
                        "Only what we need to know to help: they can tell us the rest. "
                        "Please leave out other people's names: we ask about them later."
                    )
                ),
            ),
        ),
    ),
    Page(
        id="incident",
        title=say("When and where"),
        lead=(
            say("Tell us what you remember. If it happened more than once, you can add each time."),
        ),
        theirs=TheirPage(
            lead=(
                say("Tell us what you know. If it happened more than once, you can add each time."),
            )
        ),
        repeats="incidents",
        most=20,
        another=say("Save and add another time"),
        questions=(
            Question(
                id="incident_when",
                kind=Day(),
                ask=say("When did it happen?"),
                hint=say("Only the year, or the month and year, is fine."),
                short=say("When"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
                check=in_the_past,
            ),
            Question(
                id="incident_where",
                kind=Text(limit=200),
                ask=say("Where did it happen?"),
                hint=say("For example: outside my home, at school, online"),
                short=say("Where"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
                theirs=Theirs(hint=say("For example: outside their home, at school, online")),
            ),
            Question(
                id="incident_often",
                kind=OneOf(
                    (
                        Choice("once", say("Once")),
                        Choice("few", say("A few times")),
                        Choice("monthly", say("Every month or so")),
                        Choice("weekly", say("Every week or so")),
                        Choice("daily", say("Most days")),
                    )
                ),
                ask=say("How often did it happen, or does it happen?"),
                short=say("How often"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
)

REPORTED = (
    Page(
        id="reported",
        title=say("Telling others"),
        questions=(
            Question(
                id="reported",
                kind=yes_no(unsure=True),
                ask=say("Has anybody been told about it, such as the police or a landlord?"),
                hint=say("You don't have to tell anyone else to get our help."),
                short=say("Reported to someone"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
                theirs=Theirs(hint=say("Nobody has to be told before we can help.")),
            ),
        ),
    ),
    Page(
        id="report",
        title=say("Who was told"),
        lead=(say("Skip anything you don't know or don't have to hand."),),
        applies=said("reported", "yes"),
        repeats="reports",
        most=10,
        another=say("Save and add another report"),
        questions=(
            Question(
                id="report_to",
                kind=OneOf(
                    (
                        Choice("police", say("Police")),
                        Choice("council", say("Council")),
                        Choice("landlord", say("Landlord or housing association")),
                        Choice("school", say("School or college")),
                        Choice("work", say("Work")),
                        Choice("health", say("Doctor, nurse or hospital")),
                        Choice("other", say("Someone else")),
                    )
                ),
                ask=say("Who was told?"),
                short=say("Told to"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
            ),
            Question(
                id="report_when",
                kind=Day(),
                ask=say("When were they told?"),
                hint=say("Only the year, or the month and year, is fine."),
                short=say("When told"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
                check=in_the_past,
            ),
            Question(
                id="report_reference",
                kind=Text(limit=60),
                ask=say("Did they give a reference, such as a crime number?"),
                hint=say("Leave this empty if you don't have it."),
                short=say("Their reference"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
)

WHERE_THINGS_STAND = (
    Page(
        id="crime-now",
        title=say("Where things stand"),
        applies=CRIME,
        questions=(
            Question(
                id="crime_stage",
                kind=OneOf(
                    (
                        Choice("not_reported", say("The police have not been told")),
                        Choice("looking", say("The police are looking into it")),
                        Choice("court", say("It is going to court, or is in court now")),
                        Choice("sentenced", say("Someone was sentenced or given a caution")),
                        Choice("ended", say("It ended without that")),
                        Choice("unsure", say("I don't know")),
                    )
                ),
                ask=say("Where do things stand with the police or the court?"),
                hint=say("You can ask for our help at any of these points."),
                short=say("With police or court"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
)

PAGES = (*ABOUT, *WHAT_HAPPENED, *REPORTED, *WHERE_THINGS_STAND)
