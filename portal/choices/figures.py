"""What studies found, how sure that is, and what speaks against it. Every figure is out of 100."""

from dataclasses import dataclass

from portal.referral.words import say

from .shapes import GuidePage, Part


@dataclass(frozen=True)
class Figure:
    """A number that a source supports, as ``count`` in each ``of``.

    ``claim`` says it in words; ``each`` says what one of the hundred stands for; ``unknown`` is
    the caveat. ``options`` are the ids of the options that it is about.
    """

    id: str
    count: int
    claim: str
    each: str
    who: str
    when: str
    unknown: str
    source_id: str
    options: tuple[str, ...]
    of: int = 100

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order."""
        return (self.claim, self.each, self.who, self.when, self.unknown)


@dataclass(frozen=True)
class Finding:
    """What a source found without a number that can be put out of 100."""

    id: str
    claim: str
    who: str
    when: str
    unknown: str
    source_id: str
    options: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order."""
        return (self.claim, self.who, self.when, self.unknown)


@dataclass(frozen=True)
class Topic:
    """One question about how it turns out: what was found, and what speaks against it.

    ``against`` is shown as large and as open as ``found``.
    """

    id: str
    question: str
    figures: tuple[Figure, ...]
    found: tuple[Finding, ...]
    against: tuple[Finding, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order."""
        return tuple(
            text for each in (*self.figures, *self.found, *self.against) for text in each.texts
        )


CONTACT = ("meeting", "messages", "letter")

TOPICS: tuple[Topic, ...] = (
    Topic(
        "reach",
        say("After a court case, how many get as far as contact?"),
        figures=(
            Figure(
                "reach_meeting",
                8,
                say("About 8 in 100 referrals led to a meeting."),
                say("Each figure is one referral."),
                say("Who: people referred for this after a court had passed sentence."),
                say("When: told in a study of 2023."),
                say("Not known: how many would come to a meeting here. We have not counted."),
                "frontiers",
                ("meeting",),
            ),
            Figure(
                "reach_indirect",
                19,
                say("About 19 in 100 led to contact with no meeting, such as words or a letter."),
                say("Each figure is one referral."),
                say("Who: people referred for this after a court had passed sentence."),
                say("When: told in a study of 2023."),
                say("Not known: how many of them would have liked to meet."),
                "frontiers",
                ("messages", "letter"),
            ),
            Figure(
                "reach_neither",
                73,
                say("So for about 73 in 100 or more, contact never started."),
                say("Each figure is one referral."),
                say("Who: the same people. We took the two numbers above from 100."),
                say("When: told in a study of 2023. The sum is ours."),
                say("Not known: how many got help in some other way, and why each one ended."),
                "frontiers",
                CONTACT,
            ),
        ),
        found=(),
        against=(
            Finding(
                "reach_doubt",
                say("A count like this is not about you. It mixes many kinds of case."),
                say(
                    "Who: people who were referred after a court case. You may come in another way."
                ),
                say("When: our own words of caution, 2026."),
                say("Not known: the count for people in a place like yours."),
                "ours",
                CONTACT,
            ),
        ),
    ),
    Topic(
        "neighbours",
        say("Neighbours: how many get as far as mediation?"),
        figures=(
            Figure(
                "mediated",
                21,
                say("About 21 in 100 disputes came to mediation. That is 33 out of 156."),
                say("Each figure is one dispute that was referred."),
                say("Who: neighbours in the east of England, referred to one service."),
                say("When: one year, 2019 to 2020."),
                say("Not known: how long what they agreed was kept."),
                "catch22",
                ("mediation",),
            ),
            Figure(
                "improved_without",
                35,
                say("About 35 in 100 got better without mediation. That is 55 out of 156."),
                say("Each figure is one dispute that was referred."),
                say("Who: the same disputes. Some had help for one side."),
                say("When: one year, 2019 to 2020."),
                say("Not known: how many would have got better with no help at all."),
                "catch22",
                ("mediation",),
            ),
            Figure(
                "neither_improved",
                44,
                say("That leaves about 44 in 100 with neither. They are 68 out of 156."),
                say("Each figure is one dispute that was referred."),
                say("Who: the same disputes. We took the two numbers above from 156."),
                say("When: one year, 2019 to 2020. The sum is ours."),
                say("Not known: how it went on for them. Some may still have been open."),
                "catch22",
                ("mediation",),
            ),
        ),
        found=(),
        against=(
            Finding(
                "own_count",
                say("The service counted its own work. No one from outside checked if it helped."),
                say("Who: one service in one place. Yours may not be like it."),
                say("When: one year, 2019 to 2020."),
                say("Not known: what would have come of it with no service. No one compared."),
                "catch22",
                ("mediation",),
            ),
        ),
    ),
    Topic(
        "glad",
        say("Are people glad that they met?"),
        figures=(
            Figure(
                "satisfied",
                85,
                say("About 85 in 100 victims were satisfied with the meeting."),
                say("Each figure is one victim who came to a meeting and was asked."),
                say("Who: victims in England who chose to meet face to face."),
                say("When: a government study, told in 2008."),
                say("Not known: how it would be for those who did not want to meet."),
                "shapland",
                ("meeting",),
            ),
        ),
        found=(),
        against=(
            Finding(
                "bad_times",
                say(
                    "Some victims were hurt by it. They were not made ready, felt pushed, "
                    "or were scared."
                ),
                say(
                    "Who: victims in older studies, many of them of young people who broke the law."
                ),
                say("When: a look at those studies, 2012."),
                say("Not known: how many. It looked for bad times and did not count all."),
                "choi",
                ("meeting",),
            ),
            Finding(
                "glad_anyway",
                say(
                    "It is not clear that they are more glad than people whose case just went to "
                    "court."
                ),
                say("Who: victims in many studies, taken together."),
                say("When: a look at those studies, 2013."),
                say("Not known: what made them glad: the meeting, or being asked at all."),
                "weatherburn",
                ("meeting",),
            ),
        ),
    ),
    Topic(
        "shock",
        say("Does a meeting help with fear and shock?"),
        figures=(
            Figure(
                "shock",
                51,
                say(
                    "For each 100 people with strong signs of shock in the group that was not "
                    "offered a meeting, there were about 51 in a group as big that was."
                ),
                say("Each figure is one person with strong signs of shock, not one who was asked."),
                say("Who: 192 victims of robbery or burglary in London. Chance chose the group."),
                say("When: about a month later. The study is of 2014."),
                say("Not known: if it lasts. Both sides had said yes to a meeting first."),
                "angel",
                ("meeting",),
            ),
        ),
        found=(),
        against=(
            Finding(
                "shock_doubt",
                say(
                    "It is one small study of two crimes. A later one could find less, or nothing."
                ),
                say("Who: no one who was harmed at home, stalked or harmed in a sexual way."),
                say("When: the same study, 2014."),
                say("Not known: if words or a letter do the same, and what comes after a month."),
                "angel",
                ("meeting", "messages", "letter"),
            ),
            Finding(
                "felt_scared",
                say(
                    "Some victims in other studies felt scared by the other person, or by how it "
                    "was done."
                ),
                say(
                    "Who: victims in older studies, many of them of young people who broke the law."
                ),
                say("When: a look at those studies, 2012."),
                say("Not known: how many. It looked for bad times and did not count all."),
                "choi",
                ("meeting",),
            ),
        ),
    ),
    Topic(
        "again",
        say("Do they do it again?"),
        figures=(
            Figure(
                "again",
                86,
                say(
                    "For each 100 new crimes in the group without it, there were about 86 in the "
                    "group with it."
                ),
                say("Each figure is one new crime, not one person."),
                say("Who: people in England who broke the law and said yes to taking part."),
                say("When: a government study, told in 2008."),
                say("Not known: if your other person would do it again. No study can tell."),
                "shapland",
                ("meeting", "messages"),
            ),
        ),
        found=(
            Finding(
                "ten_trials",
                say("Ten trials taken together found a small drop in new crimes."),
                say("Who: people who broke the law, where both sides had said yes to a meeting."),
                say("When: trials in three countries, put together in 2013."),
                say("Not known: why it worked in some trials and not in others."),
                "campbell",
                ("meeting",),
            ),
        ),
        against=(
            Finding(
                "little_proof",
                say(
                    "Another team looked at the same kind of studies and found little sound proof."
                ),
                say("Who: people who broke the law, in studies from several countries."),
                say("When: a look at those studies, 2013."),
                say("Not known: how much of the drop is due to who says yes in the first place."),
                "weatherburn",
                ("meeting",),
            ),
            Finding(
                "not_for_you",
                say(
                    "You do not have to take part for their sake. It is not your task to mend them."
                ),
                say("Who: some victims felt used to help a young person who broke the law."),
                say("When: a look at older studies, 2012."),
                say("Not known: how many. It looked for bad times and did not count all."),
                "choi",
                ("meeting",),
            ),
        ),
    ),
    Topic(
        "rest",
        say("And all the rest?"),
        figures=(),
        found=(
            Finding(
                "not_counted",
                say(
                    "We found no sound count for a talk, for support for you alone, for a circle, "
                    "for being heard another way or for other help."
                ),
                say("Who: no one has been counted in a way that we would trust."),
                say("When: we looked in 2026."),
                say("Not known: how they turn out. That does not make them worse or better."),
                "ours",
                ("talk", "one_side", "circle", "heard", "other_help"),
            ),
        ),
        against=(
            Finding(
                "more_studied",
                say("A meeting is studied most. That does not make it best."),
                say("Who: those who study this like things that are easy to count."),
                say("When: our own words of caution, 2026."),
                say("Not known: what a fair test of all nine options would show."),
                "ours",
                ("meeting",),
            ),
        ),
    ),
)

FIGURES: tuple[Figure, ...] = tuple(figure for topic in TOPICS for figure in topic.figures)

COUNTER: tuple[Part, ...] = tuple(
    Part(topic.question, tuple(each.claim for each in topic.against)) for topic in TOPICS
)
"""What speaks against each topic's findings, in a few words."""

HOW_SURE = GuidePage(
    id="how_sure",
    title=say("How often and how sure"),
    lead=say(
        "Here is what studies have counted. Each number is out of 100, so that you can compare. "
        "No number can tell how it will be for you."
    ),
    parts=tuple(Part(topic.question, topic.texts) for topic in TOPICS),
    sources=(
        "frontiers",
        "catch22",
        "shapland",
        "choi",
        "weatherburn",
        "angel",
        "campbell",
        "ours",
    ),
)
"""The whole page of figures as words, so that it has a version like every other page."""


def figures_for(option_id: str) -> tuple[Figure, ...]:
    """The figures that are about one option; empty where nothing has been counted."""
    return tuple(each for each in FIGURES if option_id in each.options)
