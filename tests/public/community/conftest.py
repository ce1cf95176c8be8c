"""A group's browser, and what is kept when it has done something."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.referral.records import (
    Callback,
    CommunityInvitation,
    Draft,
    Handover,
    Outgoing,
    Referral,
    Referring,
)
from portal.web.desk import Desk

TABLES = (Callback, CommunityInvitation, Draft, Handover, Outgoing, Referral, Referring)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: what these pages ask of a database is tested on both in the heart."""
    return sqlite_url


@pytest.fixture
def desk(app: Flask) -> Desk:
    """The desk of the app under test."""
    found: Desk = app.extensions["portal_desk"]
    return found


@pytest.fixture
def kept(desk: Desk) -> Callable[[], dict[str, int]]:
    """How many rows there are of everything that a group could leave behind, without zeros."""

    def count() -> dict[str, int]:
        with desk.looking() as session:
            found = {
                table.__name__: session.scalar(select(func.count()).select_from(table)) or 0
                for table in TABLES
            }
        return {name: number for name, number in found.items() if number}

    return count
