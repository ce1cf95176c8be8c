"""One referral as the reader may see it: everything its page shows, already in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.choices.archive import texts_read
from portal.choices.informed import Explained, Groups, Informed, informed
from portal.choices.keeping import choices_of
from portal.referral.accounts import names
from portal.referral.attempts import attempts
from portal.referral.coming_again import begun_with
from portal.referral.filing import EARLIER, SET_ASIDE, key_of, read_answers, read_sections
from portal.referral.following import sharing
from portal.referral.handing_on.versions import handed
from portal.referral.history import timeline
from portal.referral.lifecycle import Stage
from portal.referral.messages import messages
from portal.referral.notes import notes
from portal.referral.office import Office
from portal.referral.priority import suggest
from portal.referral.questions.question import Section
from portal.referral.records import Event, Referral
from portal.referral.staff import Staff
from portal.referral.summary import Part, summary
from portal.referral.tasks import tasks
from portal.referral.words import Speaker
from portal.web.language import t

from . import saying
from .asked_referrers import asked_referrers
from .banner import Banner, make_banner
from .came_back import CameBack, came_back
from .earlier import Changed, changed, set_aside
from .handed_on_shown import Shown as WentTo
from .handed_on_shown import shown as went_to
from .handed_over import HandedOver, handed_over
from .how_soon import HowSoon, how_soon
from .life import Life, life_of
from .match_section import Known, known_here
from .match_words import readable
from .owning_words import people_in as people_in_details
from .reaching import Tried, shown, so_far
from .referrers import WhoTold, who_told, without_basis
from .todo import Shown, people_in, show


@dataclass
class File:
    """What the page of one referral shows. Once it was erased, only its history and ``went``."""

    name: str = ""
    banner: Banner | None = None
    parts: list[Part] = field(default_factory=list)
    who_told: WhoTold = field(default_factory=WhoTold)
    priority: HowSoon | None = None
    reasons: list[str] = field(default_factory=list)
    chosen: Groups = ()
    explained: tuple[Explained, ...] = ()
    consent: list[dict[str, Any]] = field(default_factory=list)
    set_aside: list[tuple[str, list[str]]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    life: Life = field(default_factory=Life)
    handed_over: HandedOver = field(default_factory=HandedOver)
    begun: bool = False
    """Whether a worker began another referral with the person, and its code still works."""
    handed_on: list[WentTo] = field(default_factory=list)
    went: bool = False
    """Whether anything of it was ever handed on, which is still told once it was erased."""
    tasks: list[Shown] = field(default_factory=list)
    done_tasks: list[Shown] = field(default_factory=list)
    so_far: str = ""
    tried: list[Tried] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    enquiries: list[dict[str, Any]] = field(default_factory=list)
    came_back: CameBack = field(default_factory=CameBack)
    known: Known = field(default_factory=Known)
    happened: list[dict[str, str]] = field(default_factory=list)
    looked: list[dict[str, str]] = field(default_factory=list)


def open_file(
    session: Session, office: Office, referral: Referral, staff: Staff, speak: Speaker
) -> File:
    """Everything about ``referral`` that ``staff`` may see."""
    file = File()
    events = readable(timeline(session, referral.id), staff)
    known = names(session, office, _people(events))
    _add_history(file, events, known, speak)
    if referral.data_key is None:
        file.went = bool(handed(session, referral))
        return file
    answers = read_answers(session, office, referral)
    parts = summary(office.questions, answers, staff.reader, speak)
    rows = {row.question.id: row for part in parts for row in part.rows}
    file.name = answers.get("name") or ""
    file.known = known_here(session, office, referral, events, staff, speak)
    file.priority = how_soon(session, office, referral, known)
    file.reasons = [t(reason) for reason in suggest(answers).reasons]
    file.banner = make_banner(office, Stage(referral.stage), answers, rows)
    file.who_told = who_told(session, office, referral, events, staff.reader, speak)
    told = [part for part in parts if part.section not in _SHOWN_APART]
    file.parts = without_basis(told, file.who_told)
    record = guide_record(session, office, referral, speak)
    file.chosen, file.explained = record.said(speak), record.explained
    _add_consent(file, session, office, referral, speak)
    sections = read_sections(session, key_of(office, referral), referral.id)
    file.set_aside = set_aside(office, sections.get(SET_ASIDE, {}), staff.reader, speak)
    file.changed = changed(office, sections.get(EARLIER, []), staff.reader, speak)
    file.handed_over = handed_over(session, office, referral, events, speak)
    file.begun = begun_with(session, office, referral) is not None
    file.handed_on = went_to(session, office, referral, speak)
    file.life = life_of(session, office, referral, staff, events, speak)
    _add_doing(file, session, office, referral, staff, speak)
    file.messages = [
        {
            "mine": message.author_id is not None,
            "by": known.get(message.author_id, "") if message.author_id else file.name,
            "at": message.at.isoformat(),
            "when": speak.moment(message.at),
            "lines": text.split("\n"),
            "read": message.read_at is not None,
        }
        for message, text in messages(session, office, referral)
    ]
    file.enquiries = asked_referrers(session, office, referral, speak)
    file.came_back = came_back(session, office, referral, events, speak)
    file.notes = [
        {
            "by": known.get(note.author_id, ""),
            "at": note.at.isoformat(),
            "when": speak.moment(note.at),
            "lines": text.split("\n"),
        }
        for note, text in notes(session, office, referral)
    ]
    return file


def guide_record(session: Session, office: Office, referral: Referral, speak: Speaker) -> Informed:
    """The informed-choice record of ``referral``: what was explained, and what the person said."""
    choices = choices_of(session, office, referral)
    return informed(choices, speak, texts_read(session, choices.readings))


def _add_doing(
    file: File, session: Session, office: Office, referral: Referral, staff: Staff, speak: Speaker
) -> None:
    """What is to be done, and what was tried."""
    todos, tried = tasks(session, office, referral), attempts(session, office, referral)
    known = names(session, office, people_in(*todos) | {each.by for each in tried})
    for todo in todos:
        item = show(todo, known, staff, office, speak)
        (file.done_tasks if todo.done_at else file.tasks).append(item)
    file.so_far, file.tried = so_far(tried, speak), shown(tried, known, speak)


_SHOWN_APART = (Section.CONTACT, Section.SHARING)


def _add_consent(
    file: File, session: Session, office: Office, referral: Referral, speak: Speaker
) -> None:
    services = {service.id: service.name for service in office.hub.services}
    order = [*services]
    decided = sorted(
        sharing(session, referral),
        key=lambda each: order.index(each[0].service) if each[0].service in order else len(order),
    )
    file.consent = [
        {
            "service": services.get(decision.service) or decision.name or decision.service,
            "agreed": decision.agreed,
            "since": speak.moment(at),
        }
        for decision, at in decided
    ]


def _add_history(
    file: File, events: list[Event], known: Mapping[UUID, str], speak: Speaker
) -> None:
    """What happened, and apart from it who looked, newest first.

    Pages that the person went through one after the other are one line.
    """
    later = ""
    for event in reversed(events):
        before, later = later, event.verb
        if later == before == "confirmed":
            continue
        item = saying.happened(event, known, speak)
        (file.looked if event.verb in ("viewed", "printed") else file.happened).append(item)


def _people(events: Iterable[Event]) -> set[UUID]:
    found: set[UUID] = set()
    for event in events:
        found |= people_in_details(event.details)
        try:
            found.add(UUID(event.actor))
        except ValueError:
            continue  # the person, or the portal itself
    return found
