"""What each stage means for the person: what we do now, by when, and what they can do."""

from datetime import datetime

from .contact import Channel, ContactRules
from .lifecycle import FOR_PERSON, TRIAGE, Stage
from .words import Speaker, say

_RECEIVED = say("We have it. A trained worker reads it by %(look_by)s.")
_LOOKING = say("A worker is reading it and thinking about what could help.")
_REACH = say("We try to reach you by %(reach_by)s, only in a way you said is safe.")
_HERE = say("We send you nothing. By %(reach_by)s there will be a message for you on this page.")
_LATE = say(
    "We wanted to reach you by %(reach_by)s. If you have not heard from us, please ring us or "
    "write to us below."
)

_MEANS = {
    Stage.WAITING: (
        say("We wrote you a message. It is on this page."),
        say("Please answer when you can. There is no rush, and it stays open while we wait."),
    ),
    Stage.ACCEPTED: (
        say("We will help. A worker looks after this with you."),
        say("They get in touch only in a way you said is safe. You can stop at any time."),
    ),
    Stage.APPROACHING: (
        say("We are getting things ready with you. This can take weeks or months."),
        say("You can change your mind, or stop, at any time."),
    ),
    Stage.ACTIVITY: (
        say("What you chose is taking place."),
        say("You can still change your mind, or stop, at any time."),
    ),
    Stage.MONITORING: (
        say("We ask how you are, and if what was agreed is kept."),
        say("If something is not right, write to us or ring us."),
    ),
    Stage.NOT_ACCEPTED: (
        say("We are not taking this further. Our message on this page says why."),
        say("You can still write to us or ring us."),
    ),
    Stage.CLOSED: (
        say("Our work on this is finished."),
        say("You can still write to us or ring us."),
    ),
    Stage.WITHDRAWN: (
        say("You stopped this. We do not contact you about it any more."),
        say("If you change your mind, write to us on this page or ring us."),
    ),
}
_ALIKE = {
    Stage.REDIRECTED: Stage.NOT_ACCEPTED,
    **{stage: Stage.ACCEPTED for stage in Stage if FOR_PERSON[stage] == FOR_PERSON[Stage.ACCEPTED]},
    Stage.PREPARING: Stage.APPROACHING,
    Stage.FOLLOW_UP: Stage.MONITORING,
}


def meaning(
    stage: Stage,
    rules: ContactRules,
    speak: Speaker,
    *,
    look_by: datetime,
    reach_by: datetime,
    now: datetime,
) -> list[str]:
    """Sentences for the person about ``stage``. Moments are aware.

    A hold reads as any other triage does: saying more could endanger them.
    """
    if stage not in TRIAGE | {Stage.ON_HOLD, Stage.JOINED} or stage == Stage.WAITING:
        return [speak(text) for text in _MEANS[_ALIKE.get(stage, stage)]]
    found = [_LOOKING]
    if stage == Stage.SUBMITTED and now <= look_by:
        found = [_RECEIVED]
    if now > reach_by:
        found.append(_LATE)
    else:
        found.append(_REACH if rules.ways - {Channel.HERE} else _HERE)
    said = {"look_by": speak.moment(look_by), "reach_by": speak.moment(reach_by)}
    return [speak(text, **said) for text in found]
