"""Why a provider says no to what was handed on to it, as codes with their words."""

from collections.abc import Mapping

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
"""A proposal of this project: a hub that changes it changes what it can count."""
