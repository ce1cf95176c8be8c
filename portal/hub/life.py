"""How a referral goes on: how things are for the person, how it ended, and what belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portal.referral.accounts import names
from portal.referral.asking import waits_since
from portal.referral.closing import ended
from portal.referral.closing_codes import ACTIONS, OUTCOMES, REASONS
from portal.referral.distance import POINTS, Point, Scores, told
from portal.referral.history import PERSON
from portal.referral.lanes import may_open
from portal.referral.links import Kind, Linked, linked
from portal.referral.office import Office
from portal.referral.questions.distance import QUESTIONS
from portal.referral.readers import Reader
from portal.referral.records import Event, Referral
from portal.referral.staff import Staff
from portal.referral.words import Speaker, say
from portal.web.language import t

from . import saying

_LINKS: Mapping[tuple[Kind, bool], str] = {
    (Kind.REOPENED, True): say("It was opened again, and goes on as"),
    (Kind.REOPENED, False): say("It goes on from"),
    (Kind.POSSIBLE_DUPLICATE, True): say("It may be the same as the later"),
    (Kind.POSSIBLE_DUPLICATE, False): say("It may be the same as the earlier"),
    (Kind.DUPLICATE, True): say("It is the same as the later"),
    (Kind.DUPLICATE, False): say("It is the same as the earlier"),
    (Kind.SAME_PERSON, True): say("The same person told of another matter later, in"),
    (Kind.SAME_PERSON, False): say("The same person told of another matter before, in"),
    (Kind.TWO_SIDES, True): say("The other side of this dispute was told later, in"),
    (Kind.TWO_SIDES, False): say("The other side of this dispute was told before, in"),
}


@dataclass(frozen=True)
class Belongs:
    """Another referral, and how it belongs to this one. ``reference`` is empty where the reader
    may not open it."""

    how: str
    reference: str
    stage: str


@dataclass(frozen=True)
class Closed:
    """How it ended, in words."""

    by: str
    when: str
    groups: list[tuple[str, list[str]]]
    words: list[str]


@dataclass
class Life:
    """What the page shows of a referral's life."""

    belongs: list[Belongs] = field(default_factory=list)
    closed: Closed | None = None
    asked: str = ""
    """Since when a question waits for the person, in words; empty when none does."""
    check_back: str = ""
    points: list[dict[str, str]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    distance: list[list[str]] = field(default_factory=list)


def life_of(
    session: Session,
    office: Office,
    referral: Referral,
    staff: Staff,
    events: Sequence[Event],
    speak: Speaker,
) -> Life:
    """The life of a referral that is not erased, as ``staff`` may see it."""
    measured = told(session, office, referral)
    ending = ended(session, office, referral)
    writers = {by for _, _, by in measured.values() if by != PERSON}
    people = {UUID(by) for by in writers} | ({ending.by} if ending else set())
    known = names(session, office, people)
    found = Life(
        belongs=[
            _belongs(office, staff, each)
            for each in linked(session, referral)
            if each.kind is not Kind.TWO_SIDES or staff.reader is Reader.SPECIALIST
        ]
    )
    if ending is not None:
        codes = ending.ending
        groups = [
            (t(say("What was done")), _words(codes.actions, ACTIONS)),
            (t(say("Why nothing restorative happened")), _words(codes.reasons, REASONS)),
            (t(say("What came of it")), _words(codes.outcomes, OUTCOMES)),
        ]
        found.closed = Closed(
            by=known.get(ending.by, ""),
            when=speak.moment(ending.at),
            groups=[(title, each) for title, each in groups if each],
            words=codes.words.split("\n") if codes.words else [],
        )
    since = waits_since(events) if referral.is_open else None
    found.asked = speak.moment(since) if since else ""
    if referral.check_back_at is not None and Point.LATER not in measured:
        found.check_back = speak.day(referral.check_back_at.astimezone(office.zone).date())
    found.points = [
        {
            "title": t(POINTS[point]),
            "day": speak.day(at.astimezone(office.zone).date()),
            "by": t(say("the person")) if by == PERSON else known.get(UUID(by), ""),
        }
        for point, (_, at, by) in measured.items()
    ]
    if measured:
        found.distance = distance_rows(measured)
        change = [t(say("From first to last"))] if len(measured) > 1 else []
        found.head = [t(say("Question")), *(each["title"] for each in found.points), *change]
    return found


def distance_rows(measured: Mapping[Point, tuple[Scores, datetime, str]]) -> list[list[str]]:
    """A row for each question: its name, the number at each point, and the change in words."""
    rows = []
    for question in QUESTIONS:
        numbers = [scores.get(question.id) for scores, _, _ in measured.values()]
        cells = [t(say("Not said")) if each is None else str(each) for each in numbers]
        row = [t(question.short), *cells]
        rows.append([*row, change_in_words(numbers)] if len(numbers) > 1 else row)
    return rows


def change_in_words(numbers: Sequence[int | None]) -> str:
    """From the first number that was given to the last; empty when there are not two."""
    given = [each for each in numbers if each is not None]
    if len(given) < 2:
        return ""
    by = given[-1] - given[0]
    if by == 0:
        return t(say("the same"))
    return t(say("%(number)s higher") if by > 0 else say("%(number)s lower"), number=abs(by))


def _belongs(office: Office, staff: Staff, each: Linked) -> Belongs:
    how = t(_LINKS[each.kind, each.later])
    if not may_open(office, staff, each.other):
        return Belongs(how, "", "")
    return Belongs(how, each.other.reference, saying.stage(each.other))


def _words(given: Sequence[str], words: Mapping[str, str]) -> list[str]:
    return [t(words.get(code, code)) for code in given]
