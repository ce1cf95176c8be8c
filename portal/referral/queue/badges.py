"""How much waits in each view. Exact up to a thousand; beyond that, only that it is more."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.staff import Staff

from .filter import Filter, View
from .lanes import lane_of
from .lists import along
from .marks import way_of

MOST = 999
"""The largest number that is counted out."""


@dataclass(frozen=True)
class Count:
    """How many there are, and whether there are ``more`` than were counted."""

    number: int
    more: bool = False


def badges(session: Session, office: Office, staff: Staff) -> dict[View, Count]:
    """How many referrals ``staff`` finds in each view."""
    counted = union_all(*(_count(office, staff, view) for view in View))
    return {
        View(view): Count(min(found or 0, MOST), looked > MOST)
        for view, looked, found in session.execute(counted)
    }


def _count(office: Office, staff: Staff, view: View) -> Select[Any]:
    """Counts along the view's own index, and no further than has to be told."""
    asked = Filter(view)
    lane = lane_of(office, staff, asked)
    columns = dict.fromkeys(rule.column for rule in lane.beside)
    near = along(lane, way_of(asked), None, *columns).limit(MOST + 1).subquery()
    passes = [rule.holds(near.c[rule.column]) for rule in lane.beside]
    found = func.sum(case((and_(*passes), 1), else_=0)) if passes else func.count()
    return select(literal(view.value), func.count(), found).select_from(near)
