"""Sealing: what is sealed comes back the same, and only from where it belongs."""

import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.storage.errors import Erased, MasterKeyMissing, MasterKeyWrong, Tampered
from portal.storage.sealing import DataKey, Keyring, SealedBytes, new_master_key

PLACE = "section.body:0190:contact"
KEY = DataKey(bytes(range(32)))

# Every code point there is: lone surrogates, NUL, bidirectional overrides, emoji.
hostile_text = st.text(st.characters(categories=None))
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | hostile_text,
    lambda inner: st.lists(inner) | st.dictionaries(hostile_text, inner),
)  # fmt: skip


@given(documents, hostile_text.filter(lambda place: place.isprintable()))
def test_any_document_comes_back_the_same(document, place):
    assert KEY.open(KEY.seal(document, place), place) == document


@pytest.mark.parametrize("text", ["\ud800", "\ud83d\ude00", "a\0b", "\u202ecba", "\U0010ffff"])
def test_broken_and_hostile_text_comes_back_code_point_by_code_point(text):
    assert list(KEY.open(KEY.seal([text, {text: text}], PLACE), PLACE)[0]) == list(text)


@pytest.mark.parametrize("document", [float("nan"), float("inf"), {"a": float("nan")}])
def test_a_number_that_is_not_json_is_refused(document):
    with pytest.raises(ValueError):
        KEY.seal(document, PLACE)


def test_a_thing_that_is_not_json_is_refused():
    with pytest.raises(TypeError):
        KEY.seal({"at": object()}, PLACE)


def test_sealing_twice_gives_different_bytes():
    assert KEY.seal("same", PLACE) != KEY.seal("same", PLACE)


def test_sealed_bytes_hold_nothing_that_was_written():
    assert b"canary" not in KEY.seal({"canary": "canary"}, PLACE)


@given(st.data())
def test_one_changed_bit_anywhere_is_noticed(data):
    sealed = KEY.seal({"answer": "yes"}, PLACE)
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    changed = bytearray(sealed)
    changed[at // 8] ^= 1 << at % 8
    with pytest.raises(Tampered):
        KEY.open(bytes(changed), PLACE)


@given(st.binary(max_size=80))
def test_bytes_from_elsewhere_are_refused(junk):
    with pytest.raises(Tampered):
        KEY.open(junk, PLACE)


@pytest.mark.parametrize(
    "place", ["section.body:0191:contact", "section.body:0190:safety", "draft.body:0190:contact"]
)
def test_sealed_bytes_open_in_no_other_row_section_or_column(place):
    with pytest.raises(Tampered):
        KEY.open(KEY.seal("hello", PLACE), place)


def test_one_referral_s_key_opens_nothing_of_another(keyring):
    mine, _ = keyring.new_data_key("referral:1")
    theirs, _ = keyring.new_data_key("referral:2")
    with pytest.raises(Tampered):
        theirs.open(mine.seal("hello", PLACE), PLACE)


def test_a_stored_key_opens_what_it_sealed(keyring):
    key, wrapped = keyring.new_data_key("referral:1")
    sealed = key.seal("hello", PLACE)
    assert keyring.open_data_key(wrapped, "referral:1").open(sealed, PLACE) == "hello"


def test_a_wrapped_key_moved_to_another_row_is_refused(keyring):
    _, wrapped = keyring.new_data_key("referral:1")
    with pytest.raises(Tampered):
        keyring.open_data_key(wrapped, "referral:2")


@given(st.binary(max_size=80).map(lambda junk: b"\x01\x00\x01" + junk))
def test_a_wrapped_key_that_was_changed_is_refused(junk):
    with pytest.raises(Tampered):
        Keyring({1: bytes(32)}).open_data_key(junk, "referral:1")


def test_a_destroyed_key_is_called_erased(keyring):
    with pytest.raises(Erased):
        keyring.open_data_key(None, "referral:1")


def test_the_last_master_key_wraps_and_the_others_still_unwrap():
    first, second = new_master_key(1), new_master_key(2)
    key, wrapped = Keyring.parse(first).new_data_key("referral:1")
    sealed = key.seal("hello", PLACE)

    rewrapped = Keyring.parse(f"{first},{second}").rewrap(wrapped, "referral:1")

    only_new = Keyring.parse(second)
    assert only_new.open_data_key(rewrapped, "referral:1").open(sealed, PLACE) == "hello"
    with pytest.raises(MasterKeyMissing, match="Master key 1 is needed"):
        only_new.open_data_key(wrapped, "referral:1")


def test_the_number_of_the_master_key_cannot_be_exchanged():
    keyring = Keyring({1: bytes(32), 2: bytes(32)})
    _, wrapped = keyring.new_data_key("referral:1")
    with pytest.raises(Tampered):
        keyring.open_data_key(wrapped[:2] + b"\x01" + wrapped[3:], "referral:1")


@pytest.mark.parametrize("text", ["", " ", ",", "\n"])
def test_no_master_key_is_called_missing_and_says_how_to_make_one(text):
    with pytest.raises(MasterKeyMissing, match="openssl rand -base64 32"):
        Keyring.parse(text)


@pytest.mark.parametrize(
    "entry",
    [
        "c2VjcmV0",
        "1:",
        "1:c2VjcmV0",
        "x:" + b64encode(bytes(32)).decode(),
        "0:" + b64encode(bytes(32)).decode(),
        "65536:" + b64encode(bytes(32)).decode(),
        "1:" + b64encode(bytes(33)).decode(),
        "1:c2VjcmV0%%%",
        "1:clé",
    ],
)
def test_a_master_key_that_cannot_be_read_is_explained_and_not_repeated(entry):
    with pytest.raises(MasterKeyWrong, match="Entry 2 of PORTAL_MASTER_KEYS") as caught:
        Keyring.parse(f"{new_master_key(9)},{entry}")
    assert "c2VjcmV0" not in str(caught.value)


def test_a_master_key_given_twice_is_refused():
    with pytest.raises(MasterKeyWrong, match="twice"):
        Keyring.parse(f"{new_master_key(1)},{new_master_key(1)}")


def test_spaces_and_line_ends_around_master_keys_do_not_matter():
    assert Keyring.parse(f" {new_master_key(1)} ,\n{new_master_key(2)},\n").current == 2


def test_no_key_shows_itself(keyring):
    secret = b64encode(bytes(32)).decode()
    shown = repr((Keyring.parse(f"1:{secret}"), KEY, KEY.seal("canary", PLACE), SealedBytes(b"x")))
    assert secret not in shown
    assert repr(bytes(32)) not in shown
    assert "<SealedBytes, 1 bytes>" in shown


def test_what_is_sealed_is_compact_json(keyring):
    overhead = len(KEY.seal(None, PLACE)) - len(json.dumps(None))
    assert overhead == 1 + 12 + 16
    assert len(KEY.seal("سلام", PLACE)) - overhead == len('"سلام"'.encode())
