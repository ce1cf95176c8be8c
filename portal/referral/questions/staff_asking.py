"""How staff's own forms ask: their questions are no part of a referral, and for staff alone."""

from portal.referral.kinds import Kind, Text

from .question import Check, Question, Section

LONG = Text(limit=5000, long=True)


def asked(
    id: str, kind: Kind, ask: str, missing: str = "", hint: str = "", check: Check | None = None
) -> Question:
    """A question to staff; with ``missing`` words it has to be answered."""
    return Question(
        id=id,
        kind=kind,
        ask=ask,
        hint=hint,
        short=ask,
        section=Section.MATTER,
        required=bool(missing),
        missing=missing,
        readers=frozenset(),
        check=check,
    )
