"""How it turns out for those who take part: what studies found, and what speaks against it."""

from portal.choices.evidence import Figure, Finding, Topic
from portal.referral.words import say

TOPICS: tuple[Topic, ...] = (
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
                say("Who: victims in older studies, many of them about crimes by young people."),
                say("When: a look at those studies, 2012."),
                say(
                    "Not known: how many. The authors looked for bad times and did not count the "
                    "rest."
                ),
                "choi",
                ("meeting",),
            ),
            Finding(
                "glad_anyway",
                say(
                    "It is not clear that they are more satisfied than people whose case just "
                    "went to court."
                ),
                say("Who: victims in many studies, taken together."),
                say("When: a look at those studies, 2013."),
                say("Not known: what they liked: the meeting, or being asked at all."),
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
                say(
                    "Each figure is one person with strong signs of shock, not one who was asked."
                    " The study calls it “post-traumatic stress”."
                ),
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
                    "It is one small study of two crimes. Another study could find less, or "
                    "nothing at all."
                ),
                say(
                    "Who: victims of robbery or burglary only. No one harmed at home, stalked or "
                    "harmed in a sexual way."
                ),
                say("When: the same study, 2014, about a month later."),
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
                say("Who: victims in older studies, many of them about crimes by young people."),
                say("When: a look at those studies, 2012."),
                say(
                    "Not known: how many. The authors looked for bad times and did not count the "
                    "rest."
                ),
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
                    "For each 100 new crimes by the group without a meeting, there were about 86 "
                    "by the group with one."
                ),
                say("Each figure is one new crime, not one person."),
                say("Who: people in England who broke the law and said yes to taking part."),
                say("When: a government study, told in 2008."),
                say("Not known: if your other person would do it again. No study can tell."),
                "shapland",
                ("meeting",),
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
                say(
                    "Not known: how many. The authors looked for bad times and did not count the "
                    "rest."
                ),
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
                say(
                    "Who: most studies are of crime and of meetings, and few of neighbours or of "
                    "help for one side."
                ),
                say("When: our own words of caution, 2026."),
                say("Not known: what a fair test of all nine options would show."),
                "ours",
                ("meeting",),
            ),
        ),
    ),
)
