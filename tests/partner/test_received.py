"""What the hub handed on: a provider's list, one with its contact rules first, and its answers."""

import pytest

from portal.referral.handing_on.crossing_questions import answer_provider, questions_on
from portal.referral.handing_on.hand_offs import correct, recall
from portal.referral.records import CrossReferral, HandOff, Organisation, Referral
from tests.support.crossed import agreeing, hand


@pytest.fixture
def service(hub):
    """A provider that receives, beside one that does as well and was handed somebody on."""
    pat = hub.employ("practitioner", "handing@larkfield.example")
    other = hub.partner("Other Service", kind="victim_service", receives=("crime",))
    service = hub.partner("Victim Service", kind="victim_service", receives=("crime", "dispute"))
    with hub.desk.session() as db:
        db.get_one(Organisation, other.id).service = "vip"
        db.get_one(Organisation, service.id).service = "vcas"
        stranger = agreeing(db, hub.desk.office, "vip", name="Wilhelmina")
        hand(db, hub.desk.office, stranger, db.get_one(Organisation, other.id), pat)
    return service


@pytest.fixture
def send(hub, service):
    """Hands somebody on to that provider; gives the reference."""
    pat = hub.employ("practitioner", "sending@larkfield.example")

    def one(**told):
        with hub.desk.session() as db:
            referral = agreeing(db, hub.desk.office, "vcas", **told)
            hand(db, hub.desk.office, referral, db.get_one(Organisation, service.id), pat)
            return referral.reference

    return one


@pytest.fixture
def there(hub, service):
    """A browser of somebody who works there."""
    return hub.signed_in_at(service, "referrer")


def cross_of(hub, reference):
    with hub.desk.looking() as db:
        return db.query(CrossReferral).filter_by(reference=reference).one()


def test_the_list_shows_what_was_handed_on_and_the_header_how_many_wait(hub, there, send):
    waiting, taken = send(name="Ann"), send(name="Bea")
    there.go(f"/partner/received/{taken}").send("Take it on")
    assert there.says("You took it on. The hub sees that.")
    there.go("/partner/received")
    assert there.says("Ann", "Bea", "Waits for your answer", "Please answer by")
    assert there.html.index("Ann") < there.html.index("Bea")
    assert "Wilhelmina" not in there.html
    assert "1 waits for your answer" in "".join(there.page.itertext())
    assert waiting in there.html
    there.go("/partner/").follow("1 person was handed on to you and waits for your answer")
    assert there.url == "/partner/received"


def test_the_contact_rules_stand_before_everything_that_was_told(there, send):
    there.go(f"/partner/received/{send(name='Ann')}")
    rules = there.html.index("Before you get in touch")
    assert rules < there.html.index("Leave no message.") < there.html.index("01632 960001")
    assert there.html.index("Never use:") < there.html.index("Somebody broke the kettle.")
    assert there.says("The person agreed on", "Told first by:")


def test_saying_no_needs_a_reason_and_goes_back_to_the_hub(hub, there, send):
    reference = send()
    there.go(f"/partner/received/{reference}/refusal").send("Say no", words="Not now")
    assert there.status == 422
    assert there.says("Choose why you can not take it on", "Not now")
    there.send("Say no", why="no_room", words="In March, says Zacharias")
    assert there.says("You said no. The hub looks for somebody else.", "Zacharias")
    assert "cross_declined" in hub.events(reference)
    assert there.go("/partner/received?view=finished").says("You said no")


def test_finishing_needs_what_was_done_and_what_came_of_it(hub, there, send):
    reference = send()
    there.go(f"/partner/received/{reference}").send("Take it on")
    there.go(f"/partner/received/{reference}/result").send("Finish", actions="advice_only")
    assert there.status == 422
    assert there.says("Tick at least one thing that came of it")
    both = ["no_change", "safer"]
    there.send("Finish", actions="advice_only", outcomes=both, words="Well")
    assert there.status == 422
    there.send("Finish", actions="advice_only", outcomes="safer", words="Well")
    assert there.says("You finished.", "Advice only", "They are safer", "Well")
    assert cross_of(hub, reference).state == "finished"


def test_a_question_goes_to_the_hub_and_its_answer_comes_back(hub, there, send):
    reference = send()
    there.go(f"/partner/received/{reference}/question").send("Ask the hub")
    assert there.status == 422
    there.send("Ask the hub", question="Is a bus near?")
    assert there.says("Is a bus near?", "No answer yet.")
    pat = hub.employ("practitioner", "answers@larkfield.example")
    with hub.desk.session() as db:
        cross = db.query(CrossReferral).filter_by(reference=reference).one()
        referral = db.get_one(Referral, cross.referral_id)
        asked = questions_on(db, hub.desk.office, [cross])[0].id
        said = {"version": referral.version, "text": "The 21"}
        answer_provider(db, hub.desk.office, referral, asked, pat, **said)
    assert there.go(f"/partner/received/{reference}").says("The 21")
    assert there.go("/partner/received").says("1 answer from the hub")


def test_whoever_is_slower_is_told_and_keeps_what_was_typed(hub, service, there, send):
    reference = send()
    there.go(f"/partner/received/{reference}/refusal")
    hub.employ_at(service, "both")
    hub.signed_in_at(service, "both").go(f"/partner/received/{reference}").send("Take it on")
    there.send("Say no", why="not_ours", words="I typed this")
    assert there.status == 409
    assert there.says("This changed after you opened it", "I typed this")
    assert cross_of(hub, reference).state == "accepted"


@pytest.mark.parametrize("version", ["", "x", "99999999999", "-1", "²"])
def test_a_version_that_no_page_held_changes_nothing(hub, there, send, version):
    reference = send()
    there.go(f"/partner/received/{reference}")
    token = there.filled("Take it on")[1]["csrf_token"]
    sent = {"csrf_token": token, "version": version}
    address = f"/partner/received/{reference}/acceptance"
    assert there.client.post(address, data=sent).status_code == 409
    assert cross_of(hub, reference).state == "waiting"


def test_a_form_without_its_token_shows_what_was_typed(hub, there, send):
    reference = send()
    there.go(f"/partner/received/{reference}/refusal")
    answer = there.client.post(there.url, data={"words": "I typed this", "why": "not_ours"})
    assert answer.status_code == 400
    assert "I typed this" in answer.get_data(as_text=True)
    assert cross_of(hub, reference).state == "waiting"


def test_what_is_corrected_and_what_is_taken_back_shows_plainly(hub, there, send):
    reference = send(name="Ann")
    pat = hub.employ("practitioner", "recalls@larkfield.example")
    for verb in (correct, recall):
        with hub.desk.session() as db:
            cross = db.query(CrossReferral).filter_by(reference=reference).one()
            verb(db, hub.desk.office, db.get_one(HandOff, cross.hand_off_id), pat)
        there.go(f"/partner/received/{reference}")
        if verb is correct:
            assert there.says("The hub sent a newer version", "Ann")
    assert there.says("Taken back by the hub", "do not contact the person about it")
    assert "kettle" not in there.html
    assert "Ann" not in there.html
    assert there.go("/partner/received?view=finished").says("Taken back")
    assert there.go(f"/partner/received/{reference}/copy").status == 404


def test_it_is_found_by_reference_and_by_name(there, send):
    reference = send(name="Ann Marigold")
    there.go("/partner/received").send("Find", typed=reference.lower().replace("-", " "))
    assert there.url == f"/partner/received/{reference}"
    there.go("/partner/received").send("Find", typed="marigolt")
    assert there.url == f"/partner/received/{reference}"
    there.go("/partner/received").send("Find", typed="Wilhelmina")
    assert there.says("No referral fits")


def test_each_look_and_each_copy_is_written_down(hub, there, send):
    reference = send()
    there.go(f"/partner/received/{reference}")
    answer = there.client.get(f"/partner/received/{reference}/copy")
    assert answer.data.startswith(b"%PDF")
    assert hub.events(reference)[-2:] == ["viewed", "printed"]


def test_who_receives_nothing_has_none_of_these_pages(hub, officer, send):
    reference = send()
    for path in ("", f"/{reference}", f"/{reference}/refusal"):
        assert officer.go(f"/partner/received{path}").status == 404
    assert "/partner/received" not in officer.go("/partner/").html


def test_the_list_goes_on_screen_after_screen(hub, there, send, monkeypatch):
    monkeypatch.setattr("portal.referral.handing_on.crossing_list.SCREEN", 2)
    sent = [send() for _ in range(5)]
    there.go(f"/partner/received/{sent[-1]}").send("Take it on")
    seen, address = [], "/partner/received"
    while address:
        there.go(address)
        seen += [each for each in sent if f"/partner/received/{each}" in there.html]
        more = [a.get("href") for a in there.page.iter("a") if "after=" in (a.get("href") or "")]
        address = more[-1] if more else ""
    assert sorted(seen) == sorted(sent)
    assert seen[-1] == sent[-1]
    assert there.go("/partner/received?after=nonsense").status == 200
