"""What taking part is like, step by step, with who is there and how long."""

from portal.choices.shapes import GuidePage, Part
from portal.referral.words import say

PAGE = GuidePage(
    id="taking_part",
    title=say("What taking part is like"),
    lead=say(
        "These are the steps if you ask for help. At each step you can stop, wait or change your "
        "mind."
    ),
    parts=(
        Part(
            say("One: you ask"),
            (
                say(
                    "What happens: you tell us what happened, once. You can do it here, by phone "
                    "or with someone’s help."
                ),
                say("Who is there: you, and anyone you want next to you."),
                say("How long: about ten minutes here. You can save it and come back."),
            ),
        ),
        Part(
            say("Two: we look at it"),
            (
                say("What happens: a worker reads what you wrote and thinks about what is safe."),
                say("Who is there: only workers of this service. The other person is not told."),
                say(
                    "How long: up to two working days. It is the same day if someone may be in "
                    "danger."
                ),
            ),
        ),
        Part(
            say("Three: we talk"),
            (
                say(
                    "What happens: a worker calls you in a way that you said is safe. You talk "
                    "about what you want."
                ),
                say("Who is there: you, the worker, and someone you trust if you like."),
                say(
                    "How long: we try to reach you within five working days. The talk takes about"
                    " an hour."
                ),
            ),
        ),
        Part(
            say("Four: you choose"),
            (
                say(
                    "What happens: you pick an option, or none. Only if you say yes does the "
                    "worker go to the other person."
                ),
                say("Who is there: you and the worker."),
                say("How long: as long as you need."),
            ),
        ),
        Part(
            say("Five: we ask the other person"),
            (
                say(
                    "What happens: a worker tells them what it is about and asks if they want to "
                    "take part. They can say no."
                ),
                say("Who is there: the worker and the other person. You are not there."),
                say("How long: often some weeks. They may be hard to find, or need time."),
            ),
        ),
        Part(
            say("Six: getting ready"),
            (
                say(
                    "What happens: a worker meets each of you apart. You plan what to say and "
                    "what would make it safe."
                ),
                say("Who is there: each side with the worker, and someone to lean on."),
                say("How long: weeks for words or a letter. Weeks to months for a meeting."),
            ),
        ),
        Part(
            say("Seven: it takes place"),
            (
                say(
                    "What happens: what you planned. A worker keeps it calm and can stop it. So "
                    "can you."
                ),
                say(
                    "Who is there: it depends on the option. You know all the names first. If the"
                    " other person is in prison, it may be there."
                ),
                say(
                    "How long: one to three hours for a meeting. Words and letters go at your pace."
                ),
            ),
        ),
        Part(
            say("Eight: after it"),
            (
                say(
                    "What happens: a worker asks how you are, and if what was agreed was kept. "
                    "You can get more help."
                ),
                say("Who is there: you and the worker."),
                say("How long: a call soon after, and one more some weeks or months later."),
            ),
        ),
    ),
    sources=("rjc", "un", "coe"),
)
