"""Safe contact: which ways are safe, what may be said there, when, and who else might see it."""

from portal.referral.conditions import Condition, ticked
from portal.referral.kinds import Choice, Email, ManyOf, OneOf, Phone, Text
from portal.referral.readers import OWN, TOLD
from portal.referral.words import say

from .contact_parts import reach, say_who, ways
from .question import Page, Question, Section, TheirPage, Theirs

WAYS = ("phone", "text", "email", "letter", "worker", "here")
"""Every channel, in the order offered. ``here`` is this portal, which is looked at, never sent."""

TIMES = (
    "weekday_morning",
    "weekday_afternoon",
    "weekday_evening",
    "weekend_day",
    "weekend_evening",
)


REACHED_DIRECTLY: Condition = ticked("contact_ways", "phone", "text", "email", "letter", "worker")

PAGES = (
    Page(
        id="contact",
        title=say("How is it safe to reach you?"),
        theirs=TheirPage(say("How is it safe to reach them?")),
        questions=(
            ways(
                "contact_ways",
                say("How is it safe to reach you?"),
                say(
                    "Tick only what is safe. "
                    "Think about who else might pick up, open, read or overhear it."
                ),
                say("Safe ways"),
                Theirs(
                    say("How is it safe to reach them?"),
                    say(
                        "Tick only what they told you is safe. "
                        "Think about who else might pick up, open, read or overhear it."
                    ),
                    say(
                        "Choose at least one safe way. If none is safe, choose "
                        "“They will come to this site and look”"
                    ),
                ),
            ),
        ),
    ),
    Page(
        id="contact-phone",
        title=say("Ringing you"),
        theirs=TheirPage(say("Ringing them")),
        applies=ticked("contact_ways", "phone"),
        questions=(
            reach(
                "phone_number",
                Phone(),
                say("Which number is safe to ring?"),
                say("Phone number"),
                say("Enter the number that is safe to ring"),
            ),
            Question(
                id="phone_message",
                kind=OneOf(
                    (
                        Choice(
                            "no",
                            say("No, hang up if I don't answer"),
                            theirs=say("No, hang up if they don't answer"),
                        ),
                        Choice("yes", say("Yes, you can leave a message")),
                    )
                ),
                ask=say("Can we leave a message if you don't answer?"),
                hint=say("If you leave this out, we won't leave one."),
                short=say("Leave a voice message"),
                section=Section.CONTACT,
                readers=TOLD,
                travels=True,
                theirs=Theirs(say("Can we leave a message if they don't answer?")),
            ),
            say_who(
                "phone_say_who",
                say("Say who is ringing"),
                say("Yes, you can say you are %(hub)s"),
                say("No, just give a first name"),
            ),
        ),
    ),
    Page(
        id="contact-text",
        title=say("Texting you"),
        theirs=TheirPage(say("Texting them")),
        applies=ticked("contact_ways", "text"),
        questions=(
            reach(
                "text_number",
                Phone(),
                say("Which number is safe to text?"),
                say("Number for texts"),
                say("Enter the number that is safe to text"),
                say("Some phones show texts on the screen when locked."),
            ),
            say_who(
                "text_say_who",
                say("Say who is texting"),
                say("Yes, you can say you are %(hub)s"),
                say("No, sign it “%(neutral_name)s”"),
            ),
        ),
    ),
    Page(
        id="contact-email",
        title=say("Emailing you"),
        theirs=TheirPage(say("Emailing them")),
        applies=ticked("contact_ways", "email"),
        questions=(
            reach(
                "email_address",
                Email(),
                say("Which email address is safe?"),
                say("Email address"),
                say("Enter the email address that is safe"),
                say("An address that nobody else can open. Check who knows the password."),
                Theirs(
                    hint=say("An address that nobody else can open. Ask who knows the password.")
                ),
            ),
            say_who(
                "email_say_who",
                say("Say who the email is from"),
                say("Yes, you can say you are %(hub)s"),
                say("No, sign it “%(neutral_name)s”"),
            ),
        ),
    ),
    Page(
        id="contact-letter",
        title=say("Writing to you"),
        theirs=TheirPage(say("Writing to them")),
        applies=ticked("contact_ways", "letter"),
        questions=(
            reach(
                "letter_address",
                Text(limit=500, long=True),
                say("Which address is safe for a letter?"),
                say("Address for letters"),
                say("Enter the address that is safe for a letter"),
                say("It doesn't have to be where you live."),
                Theirs(hint=say("It doesn't have to be where they live.")),
            ),
            say_who(
                "letter_say_who",
                say("Say who the letter is from"),
                say("Yes, the envelope can say %(hub)s"),
                say("No, use a plain envelope"),
            ),
        ),
    ),
    Page(
        id="contact-worker",
        title=say("Reaching you through someone else"),
        theirs=TheirPage(say("Reaching them through someone else")),
        applies=ticked("contact_ways", "worker"),
        questions=(
            reach(
                "worker_who",
                Text(limit=500, long=True),
                say("Who are they, and how do we reach them?"),
                say("Through whom"),
                say("Enter who they are and how we reach them"),
                say("For example: Sam at the Bridge Centre, and their phone number"),
            ),
            say_who(
                "worker_say_who",
                say("Say who we are to them"),
                say("Yes, you can say you are %(hub)s"),
                say("No, only ask them to tell me to get in touch"),
                say("No, only ask them to tell the person to get in touch"),
            ),
        ),
    ),
    Page(
        id="contact-times",
        title=say("When it is safe"),
        applies=REACHED_DIRECTLY,
        questions=(
            Question(
                id="contact_times",
                kind=ManyOf(
                    (
                        Choice("any", say("Any time"), alone=True),
                        Choice("weekday_morning", say("Weekdays, 9am to noon")),
                        Choice("weekday_afternoon", say("Weekdays, noon to 5pm")),
                        Choice("weekday_evening", say("Weekdays, 5pm to 8pm")),
                        Choice("weekend_day", say("Weekends, 9am to 5pm")),
                        Choice("weekend_evening", say("Weekends, 5pm to 8pm")),
                    )
                ),
                ask=say("When is it safe to reach you?"),
                hint=say(
                    "Tick all that are safe. If you tick none, nothing is sent by itself: "
                    "a worker will read this first."
                ),
                short=say("Safe times"),
                section=Section.CONTACT,
                readers=TOLD,
                travels=True,
                theirs=Theirs(say("When is it safe to reach them?")),
            ),
            Question(
                id="contact_never",
                kind=Text(limit=1000, long=True),
                ask=say("Are there days or times when we must not contact you?"),
                hint=say("For example: not for three weeks, or not on Tuesdays when he is at home"),
                short=say("When not to"),
                section=Section.CONTACT,
                readers=TOLD,
                travels=True,
                theirs=Theirs(say("Are there days or times when we must not contact them?")),
            ),
        ),
    ),
    Page(
        id="contact-care",
        title=say("Taking care when we contact you"),
        theirs=TheirPage(say("Taking care when we contact them")),
        applies=REACHED_DIRECTLY,
        questions=(
            Question(
                id="contact_others",
                kind=Text(limit=1000, long=True),
                ask=say("Who else might see or hear it when we contact you?"),
                hint=say("For example: my partner checks my phone"),
                short=say("Who else might see or hear"),
                section=Section.CONTACT,
                readers=OWN,
                theirs=Theirs(
                    say("Who else might see or hear it when we contact them?"),
                    say("For example: their partner checks their phone"),
                ),
            ),
            Question(
                id="code_word",
                kind=Text(limit=50),
                ask=say("Would you like a code word?"),
                hint=say(
                    "We say it so that you know it is really us. "
                    "Or you say it so that we know it is not safe to talk."
                ),
                short=say("Code word"),
                section=Section.CONTACT,
                readers=OWN,
                theirs=Theirs(
                    say("Did they choose a code word?"),
                    say(
                        "We say it so that they know it is really us. "
                        "Or they say it so that we know it is not safe to talk."
                    ),
                ),
            ),
        ),
    ),
)
