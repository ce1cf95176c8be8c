"""Words too long to take in: refused in words, and kept as far as they can be."""

import pytest


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: nothing of this comes near a database."""
    return sqlite_url


@pytest.fixture
def note(hub):
    """The page for a note on a referral, and the referral's reference."""
    reference = hub.receive(name="Ann")
    return hub.signed_in("practitioner").go(f"/hub/referrals/{reference}/notes"), reference


def test_a_note_of_five_megabytes_is_refused_in_words_and_kept_to_be_shortened(hub, note):
    browser, reference = note
    action, data = browser.filled("Keep the note")
    long = "ж" * 2_500_000
    answer = browser.client.post(action, data={**data, "note": long})
    said = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Shorten this to 5000 characters. It is 2495000 too long" in said
    assert long in said
    assert browser.send("Keep the note", note="Shorter").says("The note is kept.", "Shorter")
    assert hub.events(reference).count("noted") == 1


def test_what_is_far_too_long_is_refused_in_words_on_its_own_page(note):
    browser, _ = note
    action, data = browser.filled("Keep the note")
    browser.post(action, {**data, "note": "x" * 20_000_000})
    assert browser.status == 413
    assert browser.heading == "Write a note"
    assert browser.says("far too long to take in", "nothing was saved", "write what matters most")
    assert browser.send("Keep the note", note="Shorter").says("The note is kept.")


@pytest.mark.parametrize("noun", ["closure", "refusal", "pause"])
def test_it_is_so_for_every_kind_of_action(hub, note, noun):
    browser, reference = note
    _, data = browser.filled("Keep the note")
    browser.post(f"/hub/referrals/{reference}/{noun}", {**data, "reason": "x" * 20_000_000})
    assert browser.status == 413
    assert browser.says("far too long to take in")


def test_strangers_can_not_send_as_much_and_learn_nothing(hub, note):
    _, reference = note
    client = hub.browser().client
    for address in (reference, "2222-2222"):
        action = f"/hub/referrals/{address}/notes"
        answer = client.post(action, data={"note": "x" * 5_000_000})
        assert answer.status_code == 413
        assert reference not in answer.get_data(as_text=True)


def test_one_that_may_not_be_opened_is_not_found_however_long_the_words(hub, note):
    browser, _ = note
    hidden = hub.receive(name="Secret", safety=["sexual"])
    _, data = browser.filled("Keep the note")
    for reference in (hidden, "2222-2222", "nonsense"):
        browser.post(f"/hub/referrals/{reference}/notes", {**data, "note": "x" * 20_000_000})
        assert browser.status == 404
        assert "Secret" not in browser.html
