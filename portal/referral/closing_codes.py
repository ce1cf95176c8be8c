"""How a referral can end, as codes that can be counted, each with its words.

Source: DOMAIN section 6. The lists are a proposal of this project; a hub that changes them changes
its figures.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .words import say

ACTIONS: Mapping[str, str] = {
    "advice_only": say("Advice only"),
    "needs_plan": say("A plan for what they need"),
    "onward_referral": say("Passed on to another service"),
    "coaching": say("Coaching for one side"),
    "messages_carried": say("Messages carried between them"),
    "letter": say("A letter, given or kept"),
    "joint_mediation": say("Mediation together"),
    "conference": say("A face-to-face meeting"),
    "circle": say("A circle"),
    "agreement": say("An agreement, or putting right"),
    "monitoring": say("Checking that an agreement is kept"),
    "specialist_advice": say("Advice from a specialist"),
    "multi_agency": say("A meeting of several services"),
    "resolved_before_contact": say("Settled before we got in touch"),
}
"""What was done."""

RESTORATIVE = frozenset(
    {"messages_carried", "letter", "joint_mediation", "conference", "circle", "agreement"}
)
"""Actions in which something passed, or was made ready to pass, between the two sides."""

REASONS: Mapping[str, str] = {
    "no_safe_contact": say("No safe way to reach the person"),
    "chose_not_to": say("The person chose not to"),
    "other_declined": say("The other party said no"),
    "other_not_identified": say("Nobody knows who the other party is"),
    "facts_not_accepted": say("The other party does not accept what happened"),
    "unsafe": say("It would not have been safe"),
    "live_proceedings": say("A court case or an inquiry is going on"),
    "duplicate": say("It is the same as another referral"),
    "out_of_area": say("Outside our area"),
    "safeguarding": say("Safeguarding comes first"),
    "resolved": say("It was settled another way"),
}
"""Why nothing restorative happened."""

NOT_ACCEPTED: Mapping[str, str] = {
    code: REASONS[code]
    for code in (
        "no_safe_contact",
        "chose_not_to",
        "unsafe",
        "live_proceedings",
        "duplicate",
        "out_of_area",
        "safeguarding",
        "resolved",
    )
}
"""Why a referral can be turned down in triage, before anybody asked the other party."""

OUTCOMES: Mapping[str, str] = {
    "agreement_kept": say("The agreement is kept"),
    "agreement_partly_kept": say("The agreement is partly kept"),
    "agreement_not_kept": say("The agreement is not kept"),
    "stopped_or_less": say("It stopped, or there is less of it"),
    "answers": say("They got answers"),
    "apology": say("They got an apology"),
    "heard": say("They were heard"),
    "coping": say("They cope better"),
    "safer": say("They are safer"),
    "side_by_side": say("They live side by side"),
    "needs_met": say("Their needs are met elsewhere"),
    "no_change": say("Nothing changed"),
    "worse": say("It got worse"),
}
"""What came of it."""

_AGREEMENT = {"agreement_kept", "agreement_partly_kept", "agreement_not_kept"}
_BETTER = {"stopped_or_less", "safer", "side_by_side"}
_NO_BETTER = {"no_change", "worse"}


@dataclass(frozen=True)
class Conflict:
    """Something that doesn't fit: which list to put right, and what to do about it, in words."""

    where: str
    words: str


_NO_ACTION = say("Tick at least one thing that was done")
_NO_OUTCOME = say("Tick at least one thing that came of it")
_NO_REASON = say("Nothing restorative is ticked above, so tick why it did not happen")
_ONLY_ADVICE = say("“Advice only” can't stand beside other things. Take one of them away")
_SETTLED = say(
    "If it was settled before we got in touch, nothing passed between the two. Take one away"
)
_ONE_AGREEMENT = say("An agreement is kept, partly kept or not kept. Tick one of these")
_BETTER_OR_NOT = say("It can't be better and unchanged, or worse, at once. Tick what is true now")


def conflicts(
    actions: Collection[str], reasons: Collection[str], outcomes: Collection[str]
) -> list[Conflict]:
    """What is missing from how a referral ended, and what can't be true together."""
    done, came = set(actions), set(outcomes)
    found = []
    if not done:
        found.append(Conflict("actions", _NO_ACTION))
    if "advice_only" in done and len(done) > 1:
        found.append(Conflict("actions", _ONLY_ADVICE))
    elif "resolved_before_contact" in done and done & RESTORATIVE:
        found.append(Conflict("actions", _SETTLED))
    if done and not done & RESTORATIVE and not reasons:
        found.append(Conflict("reasons", _NO_REASON))
    if not came:
        found.append(Conflict("outcomes", _NO_OUTCOME))
    if len(came & _AGREEMENT) > 1:
        found.append(Conflict("outcomes", _ONE_AGREEMENT))
    elif came >= _NO_BETTER or (came & _NO_BETTER and came & _BETTER):
        found.append(Conflict("outcomes", _BETTER_OR_NOT))
    return found
