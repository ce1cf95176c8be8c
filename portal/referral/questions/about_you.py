"""The person: what to call them, how old they are, where they live, what helps them take part."""

from portal.referral.conditions import both, said, ticked, unless
from portal.referral.kinds import Choice, ManyOf, OneOf, Postcode, Text
from portal.referral.readers import TOLD
from portal.referral.words import say

from .before import FOR_CHILD
from .question import Page, Question, Section, TheirPage, Theirs, Wording

YOUNG_AND_ALONE = both(said("age", "under_13"), unless(FOR_CHILD))

NAME = (
    Page(
        id="name",
        title=say("Your name"),
        otherwise=(Wording(FOR_CHILD, say("Names")),),
        theirs=TheirPage(say("Their name")),
        questions=(
            Question(
                id="name",
                kind=Text(limit=100, autocomplete="off"),
                ask=say("What would you like us to call you?"),
                hint=say("Any name you like. It doesn't have to be your full or real name."),
                otherwise=(
                    Wording(
                        FOR_CHILD,
                        say("What would the child like us to call them?"),
                        say("Any name they like. It doesn't have to be their full or real name."),
                    ),
                ),
                short=say("Name to use"),
                section=Section.PERSON,
                required=True,
                missing=say("Enter a name we can use. Any name will do"),
                readers=TOLD,
                travels=True,
                theirs=Theirs(
                    say("What would they like us to call them?"),
                    say("Any name they like. It doesn't have to be their full or real name."),
                ),
            ),
            Question(
                id="adult_name",
                kind=Text(limit=100),
                ask=say("What should we call you?"),
                hint=say("You are the one we will talk to first."),
                short=say("Adult to talk to first"),
                section=Section.PERSON,
                required=True,
                missing=say("Enter a name we can use for you"),
                applies=FOR_CHILD,
                readers=TOLD,
                travels=True,
            ),
            Question(
                id="adult_relation",
                kind=Text(limit=100),
                ask=say("How are you related to the child, or how do you look after them?"),
                hint=say("For example: mother, grandfather, foster carer"),
                short=say("Their link to the child"),
                section=Section.PERSON,
                applies=FOR_CHILD,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
)

AGE = (
    Page(
        id="age",
        title=say("Your age"),
        otherwise=(Wording(FOR_CHILD, say("The child's age")),),
        theirs=TheirPage(say("Their age")),
        questions=(
            Question(
                id="age",
                kind=OneOf(
                    (
                        Choice("under_13", say("Under 13")),
                        Choice("13_15", say("13 to 15")),
                        Choice("16_17", say("16 or 17")),
                        Choice("adult", say("18 or over")),
                    )
                ),
                ask=say("How old are you?"),
                hint=say("We ask so that you get a worker who is trained to help people your age."),
                otherwise=(
                    Wording(
                        FOR_CHILD,
                        say("How old is the child?"),
                        say("We ask so that they get a worker who is trained to help them."),
                    ),
                ),
                short=say("Age"),
                section=Section.PERSON,
                required=True,
                missing=say("Choose an age"),
                readers=TOLD,
                travels=True,
                theirs=Theirs(
                    say("How old are they?"),
                    say("We ask so that they get a worker who is trained to help people that age."),
                ),
            ),
        ),
    ),
)

ON_THEIR_OWN = (
    Page(
        id="safe-adult",
        title=say("An adult you trust"),
        lead=(
            say(
                "You are not in trouble. You did the right thing by telling someone. "
                "We need a safe grown-up to help you with this."
            ),
        ),
        applies=YOUNG_AND_ALONE,
        lines=("child", "danger"),
        questions=(
            Question(
                id="safe_adult",
                kind=OneOf(
                    (
                        Choice("here", say("Yes, and they are with me now")),
                        Choice("not_here", say("Yes, but they are not with me")),
                        Choice("none", say("No, or I'm not sure")),
                    )
                ),
                ask=say("Is there an adult who is safe to tell?"),
                hint=say("It can be a parent, a teacher, a nurse, or anyone you trust."),
                short=say("An adult who is safe to tell"),
                section=Section.PERSON,
                required=True,
                missing=say("Choose whether there is an adult who is safe to tell"),
                readers=TOLD,
                travels=True,
                anew=True,
            ),
            Question(
                id="safe_adult_who",
                kind=Text(limit=300),
                ask=say("Who are they, and how can we find them?"),
                hint=say("For example: Miss Green, my teacher, at my school"),
                short=say("Who that adult is"),
                section=Section.PERSON,
                travels=True,
                anew=True,
            ),
        ),
    ),
    Page(
        id="deciding-yourself",
        title=say("You can decide this yourself"),
        lead=(
            say("You can ask for our help on your own. You don't need a parent to say yes first."),
            say(
                "A worker will talk with you first. Together you decide if an adult you trust "
                "should know. We only tell someone without asking you if we think that you or "
                "someone else could be badly hurt, and we will tell you before we do if we can."
            ),
        ),
        applies=both(said("age", "13_15"), unless(FOR_CHILD)),
        lines=("child",),
    ),
)

PAGES = (*NAME, *AGE, *ON_THEIR_OWN)

PLACE = (
    Page(
        id="area",
        title=say("Where you live"),
        otherwise=(Wording(FOR_CHILD, say("Where the child lives")),),
        theirs=TheirPage(say("Where they live")),
        lead=(say("We ask so that we can find the right team. Fill in one of these, or neither."),),
        questions=(
            Question(
                id="postcode",
                kind=Postcode(),
                ask=say("Postcode"),
                hint=say("The first half is enough if you'd rather not give it all."),
                short=say("Postcode"),
                section=Section.PERSON,
                readers=TOLD,
                travels=True,
                theirs=Theirs(hint=say("The first half is enough if you don't know it all.")),
            ),
            Question(
                id="place",
                kind=Text(limit=100),
                ask=say("Town, village or part of town"),
                short=say("Place"),
                section=Section.PERSON,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
)

HELP = (
    Page(
        id="taking-part",
        title=say("Help to take part"),
        questions=(
            Question(
                id="help_needed",
                kind=ManyOf(
                    (
                        Choice("interpreter", say("An interpreter, or another language")),
                        Choice("bsl", say("British Sign Language (BSL)")),
                        Choice("easy_read", say("Easy Read: short words and pictures")),
                        Choice("large_print", say("Large print")),
                        Choice("getting_in", say("Getting in and around, such as no steps")),
                        Choice(
                            "someone",
                            say("Someone with me, such as a friend or relative"),
                            theirs=say("Someone with them, such as a friend or relative"),
                        ),
                        Choice("other", say("Something else")),
                        Choice("none", say("No, nothing"), alone=True),
                    )
                ),
                ask=say("Would any of these help you take part?"),
                hint=say("Tick all that would help."),
                short=say("Help to take part"),
                section=Section.HELP,
                readers=TOLD,
                travels=True,
                theirs=Theirs(say("Would any of these help them take part?")),
            ),
        ),
    ),
    Page(
        id="taking-part-more",
        title=say("More about that help"),
        applies=ticked("help_needed", "interpreter", "getting_in", "someone", "other"),
        questions=(
            Question(
                id="help_language",
                kind=Text(limit=100),
                ask=say("Which language or dialect?"),
                short=say("Language"),
                section=Section.HELP,
                applies=ticked("help_needed", "interpreter"),
                readers=TOLD,
                travels=True,
            ),
            Question(
                id="help_more",
                kind=Text(limit=1000, long=True),
                ask=say("What should we know, so that we get it right?"),
                short=say("More about that help"),
                section=Section.HELP,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
)

PLACE_AND_HELP = (*PLACE, *HELP)
