"""When something is due, in words: the words alone must tell, without any colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_skeleton

from portal.referral.due_times import Due
from portal.referral.office import Office
from portal.referral.records import Referral
from portal.referral.words import Speaker, say
from portal.referral.working_days import close_of
from portal.web.language import t

WHAT: Mapping[str, str] = {
    Due.LOOK: say("First look"),
    Due.FIRST_ATTEMPT: say("First contact"),
    Due.ANSWER: say("Chase their answer"),
    Due.DUPLICATE: say("Decide if it is a duplicate"),
    Due.SPECIALIST: say("Specialist to look at it"),
    Due.HOLD_REVIEW: say("Look again at the hold"),
    Due.RESUME: say("End of the pause"),
    Due.NEXT_STEP: say("Next step"),
    Due.REFERRER: say("News from who referred them"),
    Due.ENQUIRY: say("Chase the answer of who referred them"),
    Due.HANDED_ON: say("Chase an answer about handing it on"),
    Due.CAME_BACK: say("Look at what came back after handing on"),
    Due.TASK: say("Task"),
}
"""What is due."""


@dataclass(frozen=True)
class Told:
    """What is due and when, in words; ``soon`` is within one working day, ``late`` is over."""

    words: str
    soon: bool = False
    late: bool = False


def told(referral: Referral, office: Office, speak: Speaker) -> Told:
    """What is due next for ``referral``. Empty when it is finished: no clock runs."""
    if not referral.is_open:
        return Told("")
    what = t(WHAT.get(referral.due_for, WHAT[Due.NEXT_STEP]))
    when = told_when(referral.due_at, office, speak)
    return Told(t(say("%(what)s: %(when)s"), what=what, when=when.words), when.soon, when.late)


def told_when(at: datetime, office: Office, speak: Speaker) -> Told:
    """When something due ``at`` that moment is due."""
    now, local = office.now(), at.astimezone(office.zone)
    time, day = local.strftime("%H:%M"), _day(local, office, speak)
    if at < now:
        if local.date() == office.today():
            return Told(t(say("overdue since %(time)s today"), time=time), late=True)
        return Told(t(say("overdue since %(day)s"), day=day), late=True)
    if local.date() == office.today():
        return Told(t(say("due today by %(time)s"), time=time), soon=True)
    soon = at <= close_of(now, 1, office.zone)
    if local.date() == office.today() + timedelta(days=1):
        return Told(t(say("due tomorrow by %(time)s"), time=time), soon=soon)
    words = say("due soon, by %(time)s on %(day)s") if soon else say("due by %(time)s on %(day)s")
    return Told(t(words, time=time, day=day), soon=soon)


def _day(local: datetime, office: Office, speak: Speaker) -> str:
    """A day such as "Tuesday 24 November", with its year when that is another."""
    skeleton = "MMMMEEEEd" if local.year == office.today().year else "yMMMMEEEEd"
    return str(format_skeleton(skeleton, local, locale=speak.locale))
