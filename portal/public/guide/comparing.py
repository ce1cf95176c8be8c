"""Comparing: two to four options side by side, heading by heading."""

from dataclasses import dataclass

from flask import Response, request

from portal.choices.guide import OPTIONS, Option
from portal.choices.texts import Body
from portal.public import public
from portal.referral.words import say
from portal.web.guard import anyone
from portal.web.language import t

from .showing import read_text, show

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Row:
    """One heading, and what each of the options says under it."""

    heading: str
    cells: tuple[tuple[str, tuple[str, ...]], ...]


@public.get("/options/compare")
@anyone
def compare() -> Response:
    """Choose what to compare, or read it side by side. They stand in the guide's own order."""
    asked = set(request.args.getlist("with"))
    chosen = [each for each in OPTIONS if each.id in asked]
    strangers = asked - {each.id for each in chosen} - {""}
    fits = FEWEST <= len(chosen) <= MOST
    return show(
        "compare",
        t(say("Side by side")) if fits else t(say("Compare options")),
        back="/options/compare" if fits else "/options",
        options=[(each.id, t(each.title)) for each in OPTIONS],
        chosen=[each.id for each in chosen],
        slugs=[each.slug for each in chosen],
        notice=_what_to_do(len(chosen), bool(strangers))
        if asked and (strangers or not fits)
        else [],
        titles=[t(each.title) for each in chosen],
        rows=_side_by_side(chosen) if fits else [],
    )


def _what_to_do(count: int, strangers: bool) -> list[str]:
    said = [t(say("Something you asked for is not one of our options, so we left it out."))]
    said = said if strangers else []
    if count > MOST:
        said.append(
            t(
                say("That is %(count)s. Four fit side by side. Take some ticks away."),
                count=count,
            )
        )
    elif count == 1:
        said.append(t(say("That is one. Tick at least one more.")))
    elif count == 0:
        said.append(t(say("Tick two, three or four.")))
    return said


def _side_by_side(chosen: list[Option]) -> list[Row]:
    bodies: list[Body] = [read_text(each.id)[0] for each in chosen]
    rows = []
    for place, part in enumerate(bodies[0]["parts"]):
        cells = ((body["title"], tuple(body["parts"][place]["points"])) for body in bodies)
        rows.append(Row(part["heading"], tuple(cells)))
    rows.append(
        Row(t(say("How sure this is")), tuple((body["title"], (body["sure"],)) for body in bodies))
    )
    return rows
