"""Everything held about a person: to read, and as data."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from portal.documents.everything import MOST_MESSAGES, Said, everything_data
from portal.documents.timeline import for_person
from portal.documents.tried import Tried, in_words
from portal.referral.lifecycle import Stage
from portal.referral.reaching import FITTING, WAYS
from portal.referral.readers import Reader
from portal.referral.summary import summary
from tests.documents import samples


@dataclass
class Event:
    verb: str
    details: dict[str, Any] = field(default_factory=dict)
    at: datetime = samples.NOW


def shown() -> str:
    return " ".join(samples.text(samples.held()).split())


def test_it_holds_every_answer_and_every_message() -> None:
    text = shown()
    for part in summary(samples.QUESTIONS, samples.ANSWERS, Reader.PERSON, samples.ENGLISH):
        for row in part.rows:
            for line in row.lines:
                assert " ".join(line.split()) in text, line
    assert "When can we meet?" in text
    assert "Monday, please." in text


def test_it_says_who_was_told_and_what_was_agreed() -> None:
    text = shown()
    assert "Larkshire Council" in text
    assert "Nobody else has been told." not in text
    for service in samples.HUB.services:
        assert service.name in text


def test_it_holds_what_was_said_before_a_correction_and_what_was_set_aside() -> None:
    text = shown()
    for expected in ("Upper Larkfield", "By the old mill", "2019", "blue"):
        assert expected in text


def test_the_data_is_complete_and_reads_back() -> None:
    data = json.loads(everything_data(samples.HUB, samples.HELD, made=samples.NOW))
    assert data["answers"] == samples.ANSWERS
    assert data["answers_before_corrections"] == list(samples.HELD.earlier)
    assert data["answers_set_aside"] == {"favourite_colour": "blue"}
    assert [each["text"] for each in data["messages"]] == ["When can we meet?", "Monday, please."]
    assert {each["service"]: each["agreed"] for each in data["sharing"]}["council"] is True
    assert data["told"][0]["who"] == "Larkshire Council"
    assert data["received"] == samples.NOW.isoformat()


def test_the_data_is_readable_text_in_any_script() -> None:
    assert (
        "Щоб це припинилося"
        in everything_data(samples.HUB, samples.HELD, made=samples.NOW).decode()
    )


def test_a_service_that_left_keeps_its_decision() -> None:
    hub = samples.HUB.model_copy(update={"services": ()})
    data = json.loads(everything_data(hub, samples.HELD, made=samples.NOW))
    assert "council" in {each["name"] for each in data["sharing"]}


def test_very_many_messages_are_cut_on_paper_and_kept_in_the_data() -> None:
    many = [Said(samples.NOW, False, f"message {number}.") for number in range(MOST_MESSAGES + 5)]
    what = replace(samples.HELD, messages=many)
    html = samples.held(what=what).html
    assert "message 4." not in html
    assert "message 5." in html
    assert "The data file holds them all." in html
    data = json.loads(everything_data(samples.HUB, what, made=samples.NOW))
    assert len(data["messages"]) == len(many)


def test_the_timeline_hides_what_staff_do_among_themselves() -> None:
    told = for_person(
        [
            Event("received"),
            Event("taken"),
            Event("start_triage", {"before": "submitted", "after": "in_triage"}),
            Event("noted"),
            Event("hold", {"before": "in_triage", "after": "on_hold"}),
            Event("release", {"before": "on_hold", "after": "in_triage"}),
            Event("wrote_to_person"),
            Event("person_wrote"),
            Event("withdraw", {"before": "in_triage", "after": Stage.WITHDRAWN}),
            Event("erasure_asked"),
        ],
        samples.ENGLISH,
    )
    assert [each.words for each in told] == [
        "We received what you sent",
        "Looking at it",
        "We wrote to you",
        "You wrote to us",
        "Stopped by you",
        "You asked us to erase everything",
    ]


def test_how_the_hub_tried_to_reach_the_person_is_in_it() -> None:
    for expected in ("We rang you", "There was no answer", "It came back, not delivered"):
        assert expected in shown()
    data = json.loads(everything_data(samples.HUB, samples.HELD, made=samples.NOW))
    assert data["how_we_tried_to_reach_you"][0] == {
        "at": samples.NOW.isoformat(),
        "way": "phone",
        "outcome": "no_answer",
    }


def test_every_way_and_outcome_has_words_for_the_person() -> None:
    for way in WAYS:
        for outcome in FITTING[way]:
            said = in_words(Tried(samples.NOW, way, outcome), samples.ENGLISH)
            assert all(said)
