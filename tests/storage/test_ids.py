"""Ids: unique, in order of time, and repeatable where a test sets time and chance."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from portal.storage.ids import new_id

NOW = datetime(2026, 3, 27, 9, 30, tzinfo=UTC)


def test_the_example_of_rfc_9562_is_made_again():
    at = datetime.fromtimestamp(0x017F22E279B0 / 1000, UTC)
    chance = ((0xCC3 << 64) | 0x18C4DC0C0C07398F).to_bytes(10)
    assert str(new_id(at, lambda size: chance)) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(st.binary(min_size=10, max_size=10))
def test_every_id_is_a_uuid_of_version_7(chance):
    made = new_id(NOW, lambda size: chance)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == NOW.timestamp() * 1000


def test_ids_sort_by_the_millisecond_they_were_made_in():
    chance = Random(7).randbytes
    made = [new_id(NOW + timedelta(milliseconds=n), chance) for n in range(200)]
    assert made == sorted(made)
    assert [str(i) for i in made] == sorted(str(i) for i in made)


def test_the_same_time_and_chance_make_the_same_id():
    assert new_id(NOW, Random(7).randbytes) == new_id(NOW, Random(7).randbytes)


def test_ids_of_one_moment_differ():
    assert len({new_id(NOW) for _ in range(1000)}) == 1000


def test_by_itself_it_takes_the_time_of_day():
    before = datetime.now(UTC).timestamp() * 1000 // 1
    assert before <= new_id().int >> 80 <= datetime.now(UTC).timestamp() * 1000
