"""The commands that add, list and close accounts."""

import re

import pytest
from click.testing import CliRunner

from portal.accounts.cli import accounts
from tests.support.staffing import PASSWORD, sign_in

ANN = "ann@larkfield.example"


@pytest.fixture
def portal(hub):
    def run(*words, typed=None):
        return CliRunner().invoke(accounts, words, obj=hub.desk.settings, input=typed)

    return run


def add(portal, *more, typed=None):
    return portal("add", ANN, "--name", "Ann", "--role", "coordinator", *more, typed=typed)


def test_an_added_account_signs_in_with_the_password_that_was_printed(hub, portal):
    added = add(portal)
    assert added.exit_code == 0
    (line,) = [line for line in added.output.splitlines() if "password is:" in line]
    browser = sign_in(hub.browser(), ANN, line.partition(": ")[2])
    assert browser.url == "/hub/"


def test_a_password_can_be_asked_for(hub, portal):
    assert add(portal, "--ask", typed="seven small lanterns\n" * 2).exit_code == 0
    assert sign_in(hub.browser(), ANN, "seven small lanterns").url == "/hub/"


def test_what_is_wrong_is_said_plainly(portal):
    assert "at least 12" in add(portal, "--ask", typed="short\n" * 2).output
    assert add(portal).exit_code == 0
    assert "already" in add(portal).output
    assert "not an email" in portal("add", "x", "--name", "A", "--role", "coordinator").output
    assert "no open account" in portal("close", "who@larkfield.example").output


def test_accounts_are_listed_and_closed(hub, portal):
    add(portal, "--training", "abuse", "--training", "hate")
    listed = portal("list").output
    assert (
        "Ann <ann@larkfield.example>: coordinator, trained for abuse, trained for hate\n" in listed
    )
    assert portal("close", ANN).exit_code == 0
    assert "(closed)" in portal("list").output


def test_people_of_partners_are_listed_apart_and_not_made_here(hub, portal):
    hub.employ_at(hub.partner(), "referrer", "pat@larkfield.example")
    hub.employ("coordinator")
    at_hub, _, there = portal("list").output.partition("\nLarkfield Housing:\n")
    assert "coordinator@larkfield.example" in at_hub
    assert "pat@" not in at_hub
    assert there == "Referrer Name <pat@larkfield.example>: referrer\n"
    assert portal("add", "x@hub.example", "--name", "X", "--role", "referrer").exit_code == 2


def test_a_new_password_ends_the_sessions_of_that_account(hub, portal):
    browser = hub.signed_in("practitioner")
    shown = portal("password", "practitioner@larkfield.example").output
    assert browser.go("/hub/").url == "/sign-in"
    new = shown.strip().rpartition(": ")[2]
    assert sign_in(hub.browser(), "practitioner@larkfield.example", new).url == "/hub/"


def test_a_second_proof_is_reset_from_the_command_line_too(hub, portal):
    browser = hub.signed_in("practitioner")
    assert portal("new-proof", "practitioner@larkfield.example").exit_code == 0
    assert browser.go("/hub/").url == "/sign-in"
    browser.send("Sign in", email="practitioner@larkfield.example", password=PASSWORD)
    assert browser.says("Set up a second proof")
    assert "no open account" in portal("new-proof", "who@larkfield.example").output


def test_nothing_about_an_account_is_stored_in_the_open(hub, portal, database_url):
    add(portal)
    with hub.desk.looking() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM account").fetchall()
    stored = str(rows).lower()
    assert "larkfield" not in stored
    assert not re.search(r"\bann\b", stored)  # what is sealed may hold "ann" by chance
