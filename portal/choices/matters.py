"""What can matter to a person, and what in each option helps with it or stands in its way."""

from dataclasses import dataclass

from portal.referral.words import say

from .guide import OPTION_IDS


@dataclass(frozen=True)
class Bearing:
    """One feature of an option that bears on a matter: it ``helps``, or it stands in the way.

    Only ever words. It has no weight, and nothing may be counted from it.
    """

    option: str
    matter: str
    helps: bool
    text: str


@dataclass(frozen=True)
class Matter:
    """Something that can matter to a person, in a few words and in a sentence."""

    id: str
    label: str
    meaning: str


Both = tuple[str, str]
"""What helps, and what stands in the way: one of each for every option, so that none looks better."""


def _matter(matter: Matter, **options: Both) -> tuple[Matter, tuple[Bearing, ...]]:
    return matter, tuple(
        Bearing(option, matter.id, helps, text)
        for option in OPTION_IDS
        for helps, text in zip((True, False), options[option], strict=True)
    )


_ALL = (
    _matter(
        Matter("answers", say("Getting answers"), say("You want to know why, or what comes next.")),
        heard=(
            say("You may learn why people do such things."),
            say("You will not hear it from the one who did it."),
        ),
        other_help=(
            say("The police or council may tell you how your case stands."),
            say("The other person will not be asked."),
        ),
        one_side=(
            say("You may come to live with not knowing."),
            say("Questions that only they can answer stay open."),
        ),
        talk=(
            say("The worker can tell you what is possible."),
            say("The worker does not have their answers."),
        ),
        letter=(
            say("You can put your questions in writing."),
            say("There may be no reply."),
        ),
        messages=(
            say("You can ask, with time to choose your words."),
            say("They may not answer, and you can’t ask back at once."),
        ),
        mediation=(
            say("You hear how your neighbour sees it."),
            say("It looks ahead more than back, so the why may stay open."),
        ),
        meeting=(
            say("You can ask, and hear the answer there and then."),
            say("They may not answer, or may not tell the truth."),
        ),
        circle=(
            say("Several people can tell what they know."),
            say("The one who knows may not come, or may not speak."),
        ),
    ),
    _matter(
        Matter(
            "say_effect",
            say("Saying how it has affected me"),
            say("You want them to know what it did to you."),
        ),
        heard=(
            say("Someone who matters hears it to the end."),
            say("The one who did it does not hear it."),
        ),
        other_help=(
            say("A support service can listen to you."),
            say("The other person does not hear it."),
        ),
        one_side=(
            say("You find words for it, with help."),
            say("The other person does not hear it."),
        ),
        talk=(
            say("You can say it to someone who listens."),
            say("The other person does not hear it."),
        ),
        letter=(
            say("You can say it all, with no one to cut in."),
            say("You can’t be sure that it sinks in."),
        ),
        messages=(
            say("They hear it, and you do not have to be there."),
            say("You do not see how they take it."),
        ),
        mediation=(
            say("Your neighbour hears what it is like for you."),
            say("You will hear their side too."),
        ),
        meeting=(
            say("They hear it from you, face to face."),
            say("You do not know how they will take it."),
        ),
        circle=(
            say("Many people hear it at once."),
            say("You have to say it in front of a group."),
        ),
    ),
    _matter(
        Matter("apology", say("An apology"), say("You want them to say sorry and mean it.")),
        heard=(
            say("Someone who did such a thing may say how sorry they are."),
            say("It is not a sorry from the one who did it."),
        ),
        other_help=(
            say("You do not have to wait for a sorry."),
            say("There will be no sorry from the other person."),
        ),
        one_side=(
            say("You may find that you can do without it."),
            say("There will be no sorry from the other person."),
        ),
        talk=(
            say("You can think about what a real sorry would be."),
            say("There will be no sorry from the other person."),
        ),
        letter=(
            say("They can write it, and you can keep it."),
            say("They may not write it, or it may sound cold."),
        ),
        messages=(
            say("They can send you a sorry through the worker."),
            say("You can’t see if they mean it."),
        ),
        mediation=(
            say("Each of you may say sorry for your part."),
            say("It is more about rules than about sorry."),
        ),
        meeting=(
            say("They can say sorry to your face."),
            say("They may not say it, or you may not believe it."),
        ),
        circle=(
            say("They can say sorry in front of all."),
            say("They may say it only since others look on."),
        ),
    ),
    _matter(
        Matter("stops", say("That it stops"), say("You want it to end and not come back.")),
        heard=(
            say("Those with the power to act may hear you."),
            say("The one who did it has not been asked to stop."),
        ),
        other_help=(
            say("A case review can push services to act."),
            say("If you wait, it may go on as before."),
        ),
        one_side=(
            say("You learn what may calm things down."),
            say("They may go on, since they take no part."),
        ),
        talk=(
            say("You can plan with the worker what to do next."),
            say("The talk by itself does not stop it."),
        ),
        letter=(
            say("You can ask them to stop, in writing."),
            say("A letter can be put away and forgotten."),
        ),
        messages=(
            say("You can ask them to stop, and get a promise."),
            say("A promise passed on may weigh less."),
        ),
        mediation=(
            say("You agree on clear rules, in writing."),
            say("The rules are not law."),
        ),
        meeting=(
            say("They may promise to stop, with others there."),
            say("No one can make them keep it."),
        ),
        circle=(
            say("A whole street can help to keep to what was agreed."),
            say("Someone who is not there has agreed to nothing."),
        ),
    ),
    _matter(
        Matter(
            "side_by_side",
            say("Being able to live side by side"),
            say("You will go on seeing them, at home or near it."),
        ),
        heard=(
            say("Your landlord or council may learn what life is like there."),
            say("It does not change how you and they get on."),
        ),
        other_help=(
            say("You do not stir things up next door."),
            say("Trouble that is left alone may grow."),
        ),
        one_side=(
            say("You learn ways to stay calm when you see them."),
            say("You do the work, and they may do none."),
        ),
        talk=(
            say("You can think it over before anyone else knows."),
            say("It changes nothing next door by itself."),
        ),
        letter=(
            say("A letter can break the ice."),
            say("You do not know who else in their home reads it."),
        ),
        messages=(
            say("You can settle small things with no meeting."),
            say("You may still not know how to greet each other."),
        ),
        mediation=(
            say("It is made for this: how to live next to each other."),
            say("You both have to give a little."),
        ),
        meeting=(
            say("Once you have met, passing each other may be easier."),
            say("If it goes badly, you may still see them each day."),
        ),
        circle=(
            say("All who live there can agree on how to get on."),
            say("A quarrel may spread if it goes badly."),
        ),
    ),
    _matter(
        Matter("heard", say("Being heard"), say("You want someone to listen and take it in.")),
        heard=(
            say("Being heard is what it is for."),
            say("The listener is not the one who did it."),
        ),
        other_help=(
            say("Other services may have more time for you."),
            say("You may have to tell your story again."),
        ),
        one_side=(
            say("Each talk is about you."),
            say("Only the worker hears you."),
        ),
        talk=(
            say("A worker gives you time and listens."),
            say("It is one worker who hears you, and no one else."),
        ),
        letter=(
            say("You are heard with no one to cut in."),
            say("You are not there to see it read."),
        ),
        messages=(
            say("What you say gets there, in your own words if you like."),
            say("Someone else’s voice brings it."),
        ),
        mediation=(
            say("Each has the same time to speak."),
            say("You have to listen just as long."),
        ),
        meeting=(
            say("The one it is about hears you."),
            say("They may not listen well."),
        ),
        circle=(
            say("Each one has a turn, and the rest listen."),
            say("Your turn is one of many."),
        ),
    ),
    _matter(
        Matter(
            "safe",
            say("Feeling safe"),
            say("You are worried about what the other person might do."),
        ),
        heard=(
            say("They are not asked and not there."),
            say("Someone may tell them what you said."),
        ),
        other_help=(
            say("You can get help that is made for staying safe."),
            say("If you wait, nothing is done about it yet."),
        ),
        one_side=(
            say("They need not know, and you can plan to stay safe."),
            say("It does not change what they do."),
        ),
        talk=(
            say("They are not told that you came."),
            say("It does not guard you from what they do."),
        ),
        letter=(
            say("You are never in one room."),
            say("What you write could be kept or shown to others."),
        ),
        messages=(
            say("You are never in one room."),
            say("They learn that you asked, and may be angry."),
        ),
        mediation=(
            say("You can sit in two rooms."),
            say("They know where you live, and that you asked."),
        ),
        meeting=(
            say("A worker plans it and can stop it."),
            say("You are in one room, and they know that you asked."),
        ),
        circle=(
            say("Many eyes are there, and two workers."),
            say("More people learn what you think and feel."),
        ),
    ),
    _matter(
        Matter(
            "no_meeting",
            say("Not having to meet them"),
            say("You do not want to see or hear the other person."),
        ),
        heard=(
            say("You would not have to meet the one who did it."),
            say("You meet someone else, who may have done such a thing."),
        ),
        other_help=(
            say("You would not have to meet."),
            say("In a case review, others talk to them about it."),
        ),
        one_side=(
            say("You would not have to meet."),
            say("You may still run into them by chance."),
        ),
        talk=(
            say("You would not have to meet."),
            say("The talk may turn to them, and that can be hard."),
        ),
        letter=(
            say("You would not have to meet."),
            say("A letter from them would come into your hands."),
        ),
        messages=(
            say("You would not have to meet."),
            say("You hear their words, if you want an answer."),
        ),
        mediation=(
            say("You can do it in two rooms."),
            say("Most often you sit in one room."),
        ),
        meeting=(
            say("You can leave the room at any moment."),
            say("To meet is what this is."),
        ),
        circle=(
            say("You can sit far from them, and leave."),
            say("They may well be in the ring."),
        ),
    ),
    _matter(
        Matter(
            "privacy",
            say("That few people know"),
            say("You want to keep it to as few people as you can."),
        ),
        heard=(
            say("You choose who hears it and what is passed on."),
            say("One more person or group knows your story."),
        ),
        other_help=(
            say("With “not now”, no one else is told."),
            say("A case review or a new service means more people know."),
        ),
        one_side=(
            say("The other person need not know of it."),
            say("Now and then the worker may need to ask other services."),
        ),
        talk=(
            say("Only you and the worker know."),
            say("The worker keeps a short note of it."),
        ),
        letter=(
            say("You choose each word that they read."),
            say("A letter can be shown to others."),
        ),
        messages=(
            say("Only what you choose is passed on."),
            say("What you send is out of your hands."),
        ),
        mediation=(
            say("It is not told to your landlord unless you both agree."),
            say("Your neighbour may talk about it."),
        ),
        meeting=(
            say("All agree first what stays in the room."),
            say("The other person and their supporter hear it."),
        ),
        circle=(
            say("All are asked to keep it to themselves."),
            say("More people know than with any other option."),
        ),
    ),
    _matter(
        Matter("soon", say("That it does not take long"), say("You want to be done with it soon.")),
        heard=(
            say("A talk with a service can be set up in weeks."),
            say("Finding the right listener can take months."),
        ),
        other_help=(
            say("“Not now” takes no time at all."),
            say("Other services may have long waits."),
        ),
        one_side=(
            say("You can start at once, with no one to wait for."),
            say("New ways take time to work."),
        ),
        talk=(
            say("You can have a talk within days or weeks."),
            say("It is often only a first step."),
        ),
        letter=(
            say("You can write it today."),
            say("Getting it there takes weeks, and a reply may never come."),
        ),
        messages=(
            say("A first message can go out when they agree."),
            say("You wait some weeks for each answer."),
        ),
        mediation=(
            say("It can be done in some weeks."),
            say("You wait on when your neighbour has time."),
        ),
        meeting=(
            say("The meeting itself is over in a few hours."),
            say("Getting ready takes weeks to months."),
        ),
        circle=(
            say("What many agree on can change things fast."),
            say("It takes long to bring everyone together."),
        ),
    ),
)

MATTERS: tuple[Matter, ...] = tuple(matter for matter, _ in _ALL)
"""What the guide asks about, in the order in which it asks. The order never changes."""

BEARINGS: tuple[Bearing, ...] = tuple(bearing for _, bearings in _ALL for bearing in bearings)


def bearings(matter_id: str, option_id: str | None = None) -> tuple[Bearing, ...]:
    """What bears on one matter, in the order of the options; of one option if it is named."""
    return tuple(
        each for each in BEARINGS if each.matter == matter_id and option_id in (None, each.option)
    )
