"""Whom limits count as one visitor."""

import pytest

from portal.referral import limits
from portal.web.visitor import line_of
from tests.support.apps import app, client, clock  # noqa: F401 - fixtures


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_a_line_is_one_visitor_however_many_addresses_it_has(address, line):
    assert line_of(address) == line


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: counting has its tests on both in the heart."""
    return sqlite_url


def test_another_address_of_the_same_line_gets_no_tries_of_its_own(client):  # noqa: F811
    def status(address):
        token = client.get("/invited").get_data(as_text=True).split('csrf_token" value="')[1]
        sent = {"csrf_token": token.partition('"')[0], "code": "no such four words"}
        wsgi = {"REMOTE_ADDR": address}
        return client.post("/invited", data=sent, environ_overrides=wsgi).status_code

    tries = [status(f"2001:db8::{number:x}") for number in range(limits.INVITATION.most + 1)]
    assert tries == [404] * limits.INVITATION.most + [429]
    assert status("2001:db8:0:1::1") == 404
