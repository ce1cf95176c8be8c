"""Only channels that are set up are offered."""

import pytest

from portal.delivery.routes import adapters, configured_channels
from portal.referral.contact import Channel
from portal.settings import MailServer, Settings
from tests.support.example import example_hub

MAIL = {"mail_server": MailServer("127.0.0.1", 25), "mail_from": "post@office.example"}
TEXT = {"text_url": "https://gateway.example", "text_token": "token"}


def settings(**given) -> Settings:
    return Settings(database_url="", secret_key="", master_keys="", hub=example_hub(), **given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, set()),
        (MAIL, {Channel.EMAIL}),
        (TEXT, {Channel.TEXT}),
        ({**MAIL, **TEXT}, {Channel.EMAIL, Channel.TEXT}),
        ({**MAIL, "mail_from": None}, set()),
        ({**TEXT, "text_token": None}, set()),
    ],
)
def test_a_channel_is_offered_when_all_it_needs_is_there(given, expected):
    assert configured_channels(settings(**given)) == expected
    assert set(adapters(settings(**given))) == expected
