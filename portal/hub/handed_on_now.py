"""How it stands now with a place that a referral went to, in a sentence or two."""

from collections.abc import Iterator, Sequence

from portal.referral.handing_on.standing import Standing
from portal.referral.handing_on.story import AtPlace, Heard
from portal.referral.lifecycle import Stage
from portal.referral.records import Referral
from portal.referral.records.hand_off import HandOffState
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.language import t

from . import handed_on_words as words


def now(at: AtPlace, speak: Speaker) -> Iterator[str]:
    """How it stands now, in a sentence or two."""
    last = at.last
    went = speak.moment(last.finished_at) if last.finished_at else ""
    match at.standing:
        case Standing.ASKING:
            until = speak.moment(at.asked.due_at if at.asked else last.due_at)
            words_for = say("It goes when the person agrees. They are asked until %(due)s.")
            yield t(words_for, due=until)
        case Standing.WAITING:
            yield t(say("It goes by itself. Nothing has to be done."))
        case Standing.TRYING:
            yield words.failed(last.reason)
            yield t(say("The next try is on %(when)s, by itself."), when=speak.moment(last.due_at))
        case Standing.RESTING:
            yield from _resting(at, speak)
        case Standing.HELD:
            yield t(say("A worker holds it back. It stays until somebody lets it go."))
        case Standing.STOPPED | Standing.NOT_TAKEN_BACK if last.state == HandOffState.STOPPED:
            yield words.stopped(last.reason)
        case Standing.FAILED:
            yield words.failed(last.reason)
            yield t(say("It is not tried again by itself."))
        case Standing.UNANSWERED:
            yield t(say("It has been there since %(when)s."), when=went)
            if at.answer_due:
                due = speak.moment(at.answer_due)
                yield t(say("They have until %(due)s to answer."), due=due)
        case Standing.SILENT:
            due = speak.moment(at.answer_due) if at.answer_due else ""
            yield t(say("It has been there since %(when)s."), when=went)
            yield t(say("They should have answered by %(due)s. Ring them."), due=due)
        case Standing.TAKING_BACK:
            yield t(say("They are told that they must not use it any more."))
        case Standing.NOT_TAKEN_BACK:
            yield t(say("They were not told that it is taken back. Ring them, or send it again."))
            yield words.failed(last.reason)
        case Standing.TAKEN_BACK:
            yield t(words.TAKEN_BACK.get(last.reason, words.TAKEN_BACK["recalled"]))
        case _:
            yield from _heard(at.heard, speak)


def not_told(at: AtPlace, referral: Referral) -> Iterator[str]:
    """That nobody tells this place of the person's stop, where it has it on another ground."""
    if referral.stage == Stage.WITHDRAWN and at.there is not None:
        yield t(
            say("They are not told that the person stopped. Tell them yourself, or take it back.")
        )


def _resting(at: AtPlace, speak: Speaker) -> Iterator[str]:
    health = at.health
    if health is None:
        return
    if health.failing_since:
        yield t(
            say("Nothing has got through to them since %(when)s."),
            when=speak.moment(health.failing_since),
        )
    yield words.failed(health.reason)
    if health.rests_until and health.rests_until > desk().office.now():
        yield t(say("We knock again on %(when)s."), when=speak.moment(health.rests_until))


def _heard(heard: Sequence[Heard], speak: Speaker) -> Iterator[str]:
    """What they said last."""
    counts = [each for each in heard if not each.status.applied]
    if counts:
        said = counts[-1]
        yield t(
            say("%(what)s. They said so on %(when)s."),
            what=t(words.SAID[said.status.word]),
            when=speak.moment(said.status.said_at),
        )
