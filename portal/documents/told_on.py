"""Who was told what the person told, in plain words: on pages, on paper and as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.referral.handing_on.returning_news import Word
from portal.referral.handing_on.told_on import ToldOn
from portal.referral.questions.question import SECTION_TITLES
from portal.referral.words import Speaker, say

from .sharing import Told

SAID: Mapping[Word, str] = {
    Word.ACCEPTED: say("They are helping. Since %(when)s"),
    Word.WORKING: say("They are helping. Since %(when)s"),
    Word.DECLINED: say("They can’t help with this. They said so on %(when)s"),
    Word.CLOSED: say("They have finished. Since %(when)s"),
}
_TOLD = say("We told them on %(when)s")
_ANEW = say("We told them what is new on %(when)s")
_KINDS = say("What we told them: %(kinds)s")
_OTHERS = say("And what somebody else told us about this, as far as it may be shared")
_GROUND = say("They have this without your “yes”, because: %(ground)s")
_BACK = say("We took it back on %(when)s. They must not use it any more")
_STOPPED = say("You stopped this, so we took it back on %(when)s. They must not use it any more")


@dataclass(frozen=True)
class Shown:
    """One place that was told: its name, and what is to be said of it."""

    name: str
    lines: list[str]
    taken_back: bool


def in_words(told: Iterable[ToldOn], speak: Speaker) -> list[Shown]:
    """Each place, with what was told and what came back."""
    return [Shown(each.name, _lines(each, speak), each.taken_back is not None) for each in told]


def on_paper(told: Iterable[ToldOn], speak: Speaker) -> list[Told]:
    """The same as rows of a table on paper."""
    return [Told(each.name, each.at, " ".join(_lines(each, speak))) for each in told]


def as_data(told: Iterable[ToldOn]) -> list[dict[str, Any]]:
    """The same for another program, with moments in ISO 8601."""
    return [
        {
            "who": each.name,
            "at": each.at.isoformat(),
            "last_at": each.last_at.isoformat(),
            "times": each.times,
            "what": [kind.value for kind in each.kinds],
            "what_others_told": each.others,
            "ground": each.ground,
            "they_say": each.said.value if each.said else "",
            "since": each.said_at.isoformat() if each.said_at else "",
            "taken_back": each.taken_back.isoformat() if each.taken_back else "",
        }
        for each in told
    ]


def _lines(told: ToldOn, speak: Speaker) -> list[str]:
    found = [speak(_TOLD, when=speak.moment(told.at))]
    if told.times > 1:
        found.append(speak(_ANEW, when=speak.moment(told.last_at)))
    if told.kinds:
        kinds = speak.list((speak(SECTION_TITLES[each]) for each in told.kinds), "unit")
        found.append(speak(_KINDS, kinds=kinds))
    if told.others:
        found.append(speak(_OTHERS))
    if told.ground:
        found.append(speak(_GROUND, ground=told.ground))
    if told.taken_back:
        back = _STOPPED if told.stopped else _BACK
        found.append(speak(back, when=speak.moment(told.taken_back)))
    elif told.said and told.said_at:
        found.append(speak(SAID[told.said], when=speak.moment(told.said_at)))
    return [f"{each.rstrip('.')}." for each in found]
