"""Equality answers, kept where nothing leads from them to a person."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.referral.equality import keep_equality_answers, new_sheet
from portal.referral.records import EqualityAnswer
from tests.support.heart import receive


def kept(session) -> list[EqualityAnswer]:
    with session() as db:
        return list(db.scalars(select(EqualityAnswer)))


def test_a_sheet_is_kept_with_its_month_and_nothing_else(session, office):
    with session.begin() as db:
        given = {"equality_age": "25_44", "equality_sex": None}
        assert keep_equality_answers(db, office, new_sheet(), given)
    (found,) = kept(session)
    assert (found.month, found.answers) == ("2026-03", {"equality_age": "25_44"})


def test_a_sheet_sent_twice_is_kept_once(session, office):
    sheet = new_sheet()
    for _ in range(2):
        with session.begin() as db:
            keep_equality_answers(db, office, sheet, {"equality_age": "25_44"})
    assert len(kept(session)) == 1


def test_a_sheet_with_everything_skipped_is_not_kept(session, office):
    with session.begin() as db:
        assert not keep_equality_answers(db, office, new_sheet(), {"equality_age": None})
    assert kept(session) == []


def test_the_number_of_a_sheet_tells_neither_when_nor_whose(session, office):
    with session.begin() as db:
        receipt = receive(db, office)
        sheet = new_sheet()
        keep_equality_answers(db, office, sheet, {"equality_age": "25_44"})
    assert sheet.version == 4
    (found,) = kept(session)
    assert receipt.referral_id.hex not in str(vars(found))
    assert receipt.reference not in str(vars(found))


def test_sheets_are_not_stored_in_the_order_in_which_they_came(sqlite_engine):
    with sqlite_engine.connect() as connection, pytest.raises(OperationalError):
        connection.exec_driver_sql("SELECT rowid FROM equality_answer")
