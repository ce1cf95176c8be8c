"""The benchmark of the inbox fills a database as filing does, and measures it without a mistake."""

from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from bench.inbox.__main__ import report
from bench.inbox.cases import cases
from bench.inbox.filling import fill, fill_from, is_filled, make_office
from bench.inbox.side import open_side
from portal.referral.filing import key_of, place_token, read_answers, read_card, tokens_of
from portal.referral.findable import place_of
from portal.referral.records import BlindToken, Event, EventLink, Referral
from portal.referral.training import lanes_of
from portal.storage.engine import make_engine, make_sessions
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture

ROWS = 300


@pytest.fixture
def filled(tmp_path):
    """The address of a filled SQLite database."""
    url = f"sqlite:///{tmp_path}/filled.sqlite"
    fill(url, ROWS, processes=1)
    assert is_filled(url, ROWS)
    return url


def assert_as_filed(url: str) -> None:
    """Every referral is what the heart's own filing would have made of its answers."""
    engine = make_engine(url)
    office = make_office(engine)
    with make_sessions(engine)() as session:
        referrals = session.scalars(select(Referral)).all()
        assert len(referrals) == ROWS
        for referral in referrals[::10]:
            answers = read_answers(session, office, referral)
            kept = select(BlindToken).where(BlindToken.referral_id == referral.id)
            assert {(each.kind, each.token) for each in session.scalars(kept)} == tokens_of(
                office, answers
            )
            card = read_card(office, referral)
            assert (card.name, card.lanes) == (answers["name"], lanes_of(answers))
            assert referral.place == place_token(office, place_of(answers))
            assert key_of(office, referral)
        events, links = (
            session.scalar(select(func.count()).select_from(table)) for table in (Event, EventLink)
        )
        assert events == links > ROWS
    engine.dispose()


def test_it_fills_both_databases_as_filing_does(filled, postgresql_url):
    assert_as_filed(filled)
    fill_from(filled, postgresql_url)
    assert is_filled(postgresql_url, ROWS)
    assert_as_filed(postgresql_url)


def test_it_measures_everything(filled, capsys):
    side = open_side(filled)
    for case in cases():
        assert case.heart(side) is not None, case.name
    side.close()
    given = SimpleNamespace(few=ROWS, rows=ROWS, match="team, urgent", heart=False, rounds=2)
    report("SQLite", filled, filled, given)
    table = capsys.readouterr().out
    assert "| lists: team, urgent | page |" in table
    assert "| lists: team, urgent (coordinator) | heart |" in table


@pytest.mark.parametrize("group", ["lists", "search", "open"])
def test_whole_requests_are_answered(filled, group):
    side = open_side(filled)
    case = next(each for each in cases() if each.group == group)
    assert case.ask(side)().status_code == 200
    side.close()
