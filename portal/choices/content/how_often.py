"""How often it gets as far as contact or mediation, and what the counts leave out."""

from portal.choices.evidence import Figure, Finding, Topic
from portal.referral.words import say

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
                say("The service counted its own work. We know of no check from outside."),
                say("Who: one service in one place. Yours may not be like it."),
                say("When: one year, 2019 to 2020."),
                say("Not known: what would have come of it with no service. No one compared."),
                "catch22",
                ("mediation",),
            ),
        ),
    ),
)
