"""Text messages to a real HTTP server, well and unwell."""

from dataclasses import replace
from uuid import uuid4

import pytest

from portal.delivery.sending import NeverSent, NotSent
from portal.delivery.text import TextAdapter
from portal.referral.contact import Channel
from portal.referral.outgoing_words import Send

NOTE = Send(
    key=uuid4(),
    channel=Channel.TEXT,
    to="+447700900982",
    sender="Larkfield Office",
    subject="A note from Larkfield Office",
    body="There is something new for you to read.",
    language="en_GB",
)


def test_it_posts_the_words_signed_with_the_senders_name(gateway):
    TextAdapter(gateway.url, "token").send(NOTE)
    assert gateway.received == [
        {
            "to": "+447700900982",
            "from": "Larkfield Office",
            "text": "There is something new for you to read.\nLarkfield Office",
            "key": str(NOTE.key),
        }
    ]


def test_words_that_name_the_sender_are_not_signed_again(gateway):
    words = "Larkfield Office has written to you."
    TextAdapter(gateway.url, "token").send(replace(NOTE, body=words))
    assert gateway.received[0]["text"] == words


def test_every_attempt_carries_the_same_key(gateway):
    for _ in range(2):
        TextAdapter(gateway.url, "token").send(NOTE)
    assert gateway.keys == [str(NOTE.key)] * 2


@pytest.mark.parametrize("status", [400, 410, 422])
def test_a_message_the_gateway_finds_wrong_is_never_sent(gateway, status):
    gateway.answer = status
    with pytest.raises(NeverSent):
        TextAdapter(gateway.url, "token").send(NOTE)


@pytest.mark.parametrize("status", [401, 403, 404, 408, 409, 429, 500, 502, 503])
def test_trouble_on_either_side_is_for_later(gateway, status):
    gateway.answer = status
    with pytest.raises(NotSent) as refusal:
        TextAdapter(gateway.url, "token").send(NOTE)
    assert (type(refusal.value), refusal.value.reason) == (NotSent, f"gateway_{status}")


def test_it_does_not_follow_the_gateway_elsewhere(gateway):
    gateway.answer, gateway.headers = 307, {"Location": gateway.url}
    with pytest.raises(NotSent):
        TextAdapter(gateway.url, "token").send(NOTE)
    assert len(gateway.received) == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[", "http://\x00"])
def test_no_gateway_at_all_is_for_later(url):
    with pytest.raises(NotSent) as refusal:
        TextAdapter(url, "token").send(NOTE)
    assert (type(refusal.value), refusal.value.reason) == (NotSent, "no_answer")
