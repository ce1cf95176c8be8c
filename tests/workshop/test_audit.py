"""`portal audit verify`: an honest history passes, and every way of changing it shows."""

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from portal.cli import main
from portal.referral import notes, owning
from portal.referral.history import record_plainly
from portal.storage import migrate
from tests.support.apps import MASTER_KEYS
from tests.support.example import ROOT
from tests.support.heart import hire, make_office, receive, referral_of, strangers


@pytest.fixture
def office(engine):
    made = make_office(engine)
    strangers(engine, made)
    return made


@pytest.fixture
def told(sessions, office):
    """A referral with a history of its own, among strangers'; its events' numbers."""
    with sessions.begin() as db:
        receipt = receive(db, office, name="Ann")
        pat = hire(db, office)
        owning.take(db, office, referral_of(db, receipt), pat, version=1)
        notes.write_note(db, office, referral_of(db, receipt), pat, text="A note")
    with sessions() as db:
        return list(
            db.scalars(
                text("SELECT number FROM event WHERE referral_id = :of ORDER BY number").bindparams(
                    of=receipt.referral_id.hex
                    if db.bind.dialect.name == "sqlite"
                    else receipt.referral_id
                )
            )
        )


@pytest.fixture
def portal(database_url, tmp_path):
    """Runs `portal …` on the test's own database, with a folder of its own to hand on into."""
    (tmp_path / "first").mkdir()
    facts = (ROOT / "hub.example.toml").read_text(encoding="utf-8")
    hub = tmp_path / "hub.toml"
    hub.write_text(facts.replace('"var/first"', '"first"'), encoding="utf-8")
    environment = {
        "PORTAL_DEMO": "yes",
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SECRET_KEY": "long enough for a test, and for nothing else",
        "PORTAL_MASTER_KEYS": MASTER_KEYS,
        "PORTAL_HUB_FILE": str(hub),
    }
    return lambda *words: CliRunner().invoke(main, words, env=environment)


@pytest.fixture
def tamper(engine):
    """Changes the database behind the portal's back, with its triggers out of the way."""

    def change(*statements):
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            else:
                for table in ("event", "event_link"):
                    for verb in ("update", "delete"):
                        connection.execute(text(f"DROP TRIGGER {table}_refuses_{verb}"))
            for statement in statements:
                connection.execute(text(statement))
        if engine.dialect.name == "sqlite":
            # As an attacker would, put the triggers back: nothing else shows what was done.
            with engine.begin() as connection:
                for table in ("event", "event_link"):
                    for verb in ("update", "delete"):
                        connection.execute(
                            text(
                                f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table} "
                                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                            )
                        )

    return change


def head_of(answer):
    return answer.output.partition("begins with ")[2][:16]


def test_an_honest_history_passes_and_says_what_it_covers(portal, told):
    answer = portal("audit", "verify")
    assert answer.exit_code == 0, answer.output
    assert "events are as they were written, from 02 March 2026, 10:00 UTC to" in answer.output
    assert len(head_of(answer)) == 16


def test_a_seal_noted_earlier_is_found_again_when_more_has_happened(portal, told, sessions, office):
    noted = head_of(portal("audit", "verify"))
    with sessions.begin() as db:
        receive(db, office)
    assert portal("audit", "verify", "--expect", noted).exit_code == 0
    spaced = f"{noted[:8]} {noted[8:].upper()}"
    assert portal("audit", "verify", "--expect", spaced).exit_code == 0


def test_an_empty_history_passes(portal):
    answer = portal("audit", "verify")
    assert (answer.exit_code, answer.output) == (0, "No event is linked yet.\n")


@pytest.mark.parametrize("typed", ["zzz", "0123", "g" * 16, "0" * 65])
def test_what_is_no_seal_is_refused(portal, typed):
    answer = portal("audit", "verify", "--expect", typed)
    assert answer.exit_code == 1
    assert "at least 16" in answer.output


CHANGED, GONE = "is not what was written", "is gone"
CUT, LOOSE = "a link was taken out", "is not in the chain"


@pytest.mark.parametrize(
    ("change", "says", "which"),
    [
        ("UPDATE event SET details = '[]' WHERE number = {0}", CHANGED, 0),
        ("UPDATE event SET actor = 'system' WHERE number = {1}", CHANGED, 1),
        ("UPDATE event SET verb = 'viewed' WHERE number = {1}", CHANGED, 1),
        ("UPDATE event SET referral_id = NULL WHERE number = {1}", CHANGED, 1),
        ("UPDATE event SET at = '2026-03-02 10:00:01' WHERE number = {2}", CHANGED, 2),
        ("DELETE FROM event WHERE number = {1}", GONE, 1),
        ("DELETE FROM event_link WHERE event_number = {1}", LOOSE, 1),
        ("DELETE FROM event_link WHERE event_number = {1}", CUT, 2),
        (
            "DELETE FROM event_link WHERE event_number = {1};DELETE FROM event WHERE number = {1}",
            CUT,
            2,
        ),
        (
            "DELETE FROM event_link WHERE event_number = {1};"
            "DELETE FROM event WHERE number = {1};"
            "UPDATE event_link SET number = -number WHERE event_number > {1};"
            "UPDATE event_link SET number = -number - 1 WHERE number < 0",
            CHANGED,
            2,
        ),
        (
            "UPDATE event SET verb = (SELECT verb FROM event WHERE number = {2})"
            " WHERE number = {1}",
            CHANGED,
            1,
        ),
        (
            "UPDATE event_link SET event_number = -1 WHERE event_number = {1};"
            "UPDATE event_link SET event_number = {1} WHERE event_number = {2};"
            "UPDATE event_link SET event_number = {2} WHERE event_number = -1",
            CHANGED,
            2,
        ),
        (
            "INSERT INTO event (number, at, actor, verb, details)"
            " VALUES (999999, '2026-03-02 10:00:00', 'person', 'viewed', '{{}}')",
            LOOSE,
            999999,
        ),
        (
            "INSERT INTO event (number, at, actor, verb, details)"
            " VALUES (999999, '2026-03-02 10:00:00', 'person', 'viewed', '{{}}');"
            "INSERT INTO event_link (number, event_number, seal)"
            " SELECT number + 1, 999999, seal FROM event_link ORDER BY number DESC LIMIT 1",
            CHANGED,
            999999,
        ),
        ("DELETE FROM event_link", LOOSE, None),
    ],
)
def test_every_change_shows_at_the_first_event_it_reaches(
    portal, told, tamper, change, says, which
):
    tamper(*change.format(*told).split(";"))
    answer = portal("audit", "verify")
    assert answer.exit_code == 1, answer.output
    line = next(each for each in answer.output.splitlines() if says in each)
    if which is not None:
        assert f"event {told[which] if which < 3 else which}" in line.casefold()


def test_a_history_whose_end_was_cut_off_is_known_by_a_noted_seal(portal, told, tamper):
    noted = head_of(portal("audit", "verify"))
    tamper(
        f"DELETE FROM event_link WHERE event_number = {told[-1]}",
        f"DELETE FROM event WHERE number = {told[-1]}",
    )
    assert portal("audit", "verify").exit_code == 0  # what is left is whole
    answer = portal("audit", "verify", "--expect", noted)
    assert answer.exit_code == 1
    assert "its end was cut off" in answer.output


def test_events_from_before_the_chain_are_linked_once_by_the_upgrade(portal, told, engine, tamper):
    tamper("DELETE FROM event_link")
    assert "run portal db upgrade" in portal("check").output
    answer = portal("db", "upgrade")
    assert "earlier events are linked now" in answer.output
    assert portal("audit", "verify").exit_code == 0
    assert portal("check").exit_code == 0
    # Once: what comes without its link afterwards stays a stranger.
    tamper(
        "INSERT INTO event (number, at, actor, verb, details)"
        " VALUES (999999, '2026-03-02 10:00:00', 'person', 'viewed', '{}')"
    )
    assert "linked" not in portal("db", "upgrade").output
    assert "Event 999999 is not in the chain" in portal("audit", "verify").output


def test_down_and_up_again_links_everything_anew(portal, told, engine):
    migrate.downgrade(engine, "0007")
    assert portal("db", "upgrade").exit_code == 0
    assert portal("audit", "verify").exit_code == 0


def test_more_events_than_one_batch_are_walked(portal, engine, office):
    with engine.begin() as connection:
        for turn in range(1200):
            record_plainly(connection, office, "signed_in", "system", turn=turn)
    answer = portal("audit", "verify")
    assert answer.exit_code == 0, answer.output
