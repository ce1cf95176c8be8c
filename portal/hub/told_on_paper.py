"""Who told us what, for a referral on paper.

How else a referrer says the person can be reached is left out: from paper, somebody might use it.
"""

from typing import Any

from portal.referral.office import Office
from portal.referral.words import Speaker, say
from portal.web.language import t

from .referrers import Referrer, WhoTold


def told_on_paper(told: WhoTold, office: Office, speak: Speaker) -> dict[str, Any]:
    """The referrers, each with their rows; and by answer what they say otherwise."""
    asked = office.questions.questions
    return {
        "told_by": [_group(each) for each in told.referrers],
        "otherwise": [
            (
                _label(speak(asked[question].short), entry),
                [
                    t(say("%(name)s said: %(words)s"), name=each.who, words="\n".join(each.lines))
                    for each in others
                ],
            )
            for (question, entry), others in told.beside.items()
        ],
    }


def _group(each: Referrer) -> tuple[str, list[tuple[str, list[str]]]]:
    rows = [(t(say("Referred them")), [each.since]), *each.about]
    rows += [
        (
            t(say("Version %(number)s"), number=version.number),
            [line for line in (version.when, version.by, *version.reason) if line],
        )
        for version in reversed(each.versions)
        if version.number > 1
    ]
    if each.withdrawn:
        rows.append((t(say("Withdrew")), [each.withdrawn, *each.why]))
    return each.name, rows


def _label(short: str, entry: int | None) -> str:
    return f"{short} ({entry})" if entry else short
