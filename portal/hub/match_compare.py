"""Two referrals side by side: what agrees, what differs, and what only one of them says."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from portal.referral.filing import read_answers, read_card
from portal.referral.office import Office
from portal.referral.records import Account, Referral
from portal.referral.staff import Staff
from portal.referral.summary import Part, summary
from portal.referral.words import Speaker
from portal.web.language import t

from . import saying
from .banner import contact_rule
from .filter_words import ORIGINS
from .match_rows import name_of


@dataclass(frozen=True)
class Side:
    """What stands above one of the two."""

    reference: str
    name: str
    told_by: str
    received: str
    kind: str
    stage: str
    stage_colour: str
    owner: str
    rule: str


@dataclass(frozen=True)
class Line:
    """One answer of both: its name, and what each says."""

    label: str
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The answers of one section."""

    title: str
    lines: list[Line]


@dataclass
class Comparison:
    """Everything that two referrals say, as one reader may see it."""

    same: list[Group] = field(default_factory=list)
    differs: list[Group] = field(default_factory=list)
    only: list[Group] = field(default_factory=list)


def side(session: Session, office: Office, referral: Referral, speak: Speaker) -> Side:
    """What stands above ``referral`` on the page that compares it with another."""
    card = read_card(office, referral)
    owner = session.get(Account, referral.owner_id) if referral.owner_id else None
    return Side(
        reference=referral.reference,
        name=card.name if card else "",
        told_by=t(ORIGINS.get(referral.origin, referral.origin)),
        received=speak.moment(referral.received_at),
        kind=saying.kind(referral),
        stage=saying.stage(referral),
        stage_colour=saying.stage_colour(referral),
        owner=name_of(office, owner),
        rule=contact_rule(session, office, referral, said=True),
    )


def compare(
    session: Session,
    office: Office,
    both: tuple[Referral, Referral],
    staff: Staff,
    speak: Speaker,
) -> Comparison:
    """What ``both`` say, side by side, as ``staff`` may see it."""
    one, other = (
        _rows(summary(office.questions, read_answers(session, office, each), staff.reader, speak))
        for each in both
    )
    found = Comparison()
    for key in [*one, *(each for each in other if each not in one)]:
        here, there = one.get(key), other.get(key)
        title, label = (here or there or ("", "", ()))[:2]
        line = Line(label, here[2] if here else (), there[2] if there else ())
        if not line.one and not line.other:
            continue
        if not line.one or not line.other:
            _add(found.only, title, line)
        elif _plain(line.one) == _plain(line.other):
            _add(found.same, title, line)
        else:
            _add(found.differs, title, line)
    return found


_Rows = dict[tuple[str, int | None], tuple[str, str, tuple[str, ...]]]


def _rows(parts: Iterable[Part]) -> _Rows:
    return {
        (row.question.id, part.entry): (
            f"{part.title} {part.entry}" if part.entry else part.title,
            row.label,
            row.lines,
        )
        for part in parts
        for row in part.rows
    }


def _plain(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split()).casefold()


def _add(groups: list[Group], title: str, line: Line) -> None:
    if not groups or groups[-1].title != title:
        groups.append(Group(title, []))
    groups[-1].lines.append(line)
