"""The process that renders: it holds nobody up, keeps nothing, and comes back after a fall."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from portal.documents.paper import Document
from portal.documents.renderer import BIGGEST, NotRendered, Renderer
from tests.documents import samples

CANARY = "canary-5c1d"


def page_of(text: str) -> Document:
    html = f'<html lang="en-GB"><head><title>x</title></head><body><h1>{text}</h1></body></html>'
    return Document(html, "x", "x.pdf")


@pytest.fixture
def renderer():
    made = Renderer()
    yield made
    made.close()


def process_of(renderer: Renderer) -> int:
    assert renderer._process is not None
    return renderer._process.pid


def is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_one_process_makes_many_documents(renderer) -> None:
    assert renderer.render(page_of("one")).startswith(b"%PDF")
    first = process_of(renderer)
    assert renderer.render(page_of("two")).startswith(b"%PDF")
    assert process_of(renderer) == first


def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_made(renderer) -> None:
    renderer.render(page_of("warm"))
    renderer.limit = 0.3
    started = time.monotonic()
    with pytest.raises(NotRendered):
        renderer.render(page_of("<p>on and on</p>" * 30_000))
    assert time.monotonic() - started < 5
    renderer.limit = 30
    assert renderer.render(page_of("next")).startswith(b"%PDF")


def test_a_process_that_was_killed_is_replaced(renderer) -> None:
    renderer.render(page_of("one"))
    os.kill(process_of(renderer), signal.SIGKILL)
    time.sleep(0.1)
    assert renderer.render(page_of("two")).startswith(b"%PDF")


def test_a_faulty_document_stops_nothing(renderer) -> None:
    with pytest.raises(NotRendered):
        renderer.render(Document("<p>no title and no language</p>", "x", "x.pdf"))
    first = process_of(renderer)
    assert renderer.render(page_of("next")).startswith(b"%PDF")
    assert process_of(renderer) == first


def test_threads_take_turns(renderer) -> None:
    made: dict[int, bytes] = {}

    def make(number: int) -> None:
        made[number] = renderer.render(page_of(f"number {number}"))

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({bytes(each) for each in made.values()}) == 8


def test_whoever_waits_too_long_for_a_turn_is_told(renderer) -> None:
    renderer.limit = 0.1
    with renderer._turn, pytest.raises(NotRendered):
        renderer.render(page_of("never"))


def test_what_is_far_too_big_is_not_tried(renderer) -> None:
    with pytest.raises(NotRendered):
        renderer.render(page_of("x" * BIGGEST))
    assert renderer._process is None


def test_closing_ends_the_process_and_the_next_document_starts_another(renderer) -> None:
    renderer.render(page_of("one"))
    first = process_of(renderer)
    renderer.close()
    assert not is_alive(first)
    assert renderer.render(page_of("two")).startswith(b"%PDF")


def test_it_ends_by_itself_when_nobody_is_left_to_ask(renderer) -> None:
    renderer.render(page_of("one"))
    process = renderer._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=10) == 0


def test_it_knows_no_settings_and_shows_no_text(renderer, monkeypatch) -> None:
    monkeypatch.setenv("PORTAL_MASTER_KEYS", CANARY)
    renderer.render(page_of(CANARY))
    process = Path(f"/proc/{process_of(renderer)}")
    assert CANARY.encode() not in (process / "environ").read_bytes()
    assert CANARY.encode() not in (process / "cmdline").read_bytes()
    for file in (process / "fd").iterdir():
        target = Path(os.readlink(file))
        assert not target.is_file(), f"an open file, where text could be left: {target}"


def test_its_failures_quote_nothing(renderer, caplog, capfd) -> None:
    with pytest.raises(NotRendered) as failed:
        renderer.render(page_of(f'<img src="http://{CANARY}/" alt="{CANARY}">'))
    seen = capfd.readouterr()
    for text in (str(failed.value), caplog.text, seen.out, seen.err):
        assert CANARY not in text
    assert CANARY not in repr(page_of(CANARY))


def test_the_same_document_is_laid_out_the_same_way() -> None:
    assert samples.text(samples.neutral()) == samples.text(samples.neutral(large=False))
