"""Why a place says no, and how a person tells a worker yes or no: codes with their words."""

from collections.abc import Mapping

from portal.referral.closing_codes import REASONS
from portal.referral.words import say

DECLINED: Mapping[str, str] = {
    "no_room": say("We have no room just now"),
    "not_ours": say("It is not what we do"),
    "other_area": say("It is outside our area"),
    "known": say("We are helping them already"),
    "not_wanted": say("The person does not want our help"),
    "not_reached": say("We could not reach the person"),
    "else": say("Something else"),
}
"""Why a provider with accounts here says no. A proposal of this project: a hub that changes it
changes what it can count."""

SYSTEMS: Mapping[str, str] = {
    **{code: DECLINED[code] for code in ("no_room", "not_ours", "known", "not_reached")},
    **REASONS,
}
"""Why another system says no, by webhook or by file: what is commonest first."""

ANY: Mapping[str, str] = {**SYSTEMS, **DECLINED}
"""Every reason that can be kept, whichever way it came."""

HOW: Mapping[str, str] = {
    "phone": say("On the phone"),
    "in_person": say("Face to face"),
    "video": say("In a video call"),
    "message": say("In a message or letter from them"),
    "someone": say("Through an interpreter, or somebody they chose to speak for them"),
}
"""In which ways they can tell a worker."""
