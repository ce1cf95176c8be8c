"""Statuses at a real server, which takes bodies whose length nobody says beforehand."""

import http.client
import json

import pytest

from portal.referral.handing_on.returning_reading import MOST_BYTES
from tests.support.served import served_for_real

PATH = "/api/v1/statuses/first"


@pytest.fixture(scope="module")
def post(new_sqlite):
    """Posts a body in pieces, without saying how long it will be; gives status and answer."""
    with served_for_real(new_sqlite()) as port:

        def one(size):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            pieces = (b"x" * min(8192, size - at) for at in range(0, size, 8192))
            connection.request("POST", PATH, body=pieces, encode_chunked=True)
            answer = connection.getresponse()
            return answer.status, json.load(answer)

        yield one


@pytest.mark.parametrize(
    ("size", "status"), [(MOST_BYTES, 401), (MOST_BYTES + 1, 413), (4 * MOST_BYTES, 413)]
)
def test_a_body_in_pieces_that_is_too_large_is_told_so(post, size, status):
    answered, told = post(size)
    assert answered == told["status"] == status
