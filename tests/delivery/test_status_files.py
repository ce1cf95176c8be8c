"""News by file: taken once, whole files only, and what can't be taken put away with a reason."""

import logging
import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.delivery.status_files import KEPT_DONE, KEPT_REFUSED, StatusFiles
from portal.referral.handing_on import returning
from portal.referral.handing_on.returning_reading import MOST_BYTES
from portal.referral.history import timeline
from portal.referral.records import HandOff
from portal.storage.engine import make_engine
from tests.support.heart import make_office, receive, referral_of
from tests.support.returned import as_json, left, status_of

CANARY = "wilhelmina"

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database_url(request):
    """SQLite, unless a test asks for both: most of this is about files."""
    return request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")


@pytest.fixture
def folder(tmp_path):
    """Where one destination puts its files; another's is beside it."""
    for name in ("county", "other"):
        (tmp_path / name).mkdir()
    return tmp_path / "county"


@pytest.fixture
def folders(folder):
    return {name: folder.parent / name for name in ("away", "county", "other")}


@pytest.fixture
def sent(session, office):
    with session.begin() as db:
        return left(db, office, referral_of(db, receive(db, office)), "county")


@pytest.fixture
def files(engine, office, folders):
    return StatusFiles(engine, office, folders)


@pytest.fixture
def put(folder, files):
    """Puts a file into the folder as it should be, once it is whole."""
    files.look()  # which makes the folders

    def one(document, name=f"{CANARY}.json"):
        body = document if isinstance(document, bytes) else as_json(document)
        (folder / "part").write_bytes(body)
        os.rename(folder / "part", folder / "statuses" / name)
        return folder / "statuses" / name

    return one


def settle(files):
    """Looks twice, as a worker does; gives how many files were put away."""
    return files.look() + files.look()


def lie(folder, name):
    return sorted(each.name for each in (folder / "statuses" / name).iterdir())


def heard(session, hand_off):
    with session() as db:
        row = db.get_one(HandOff, hand_off.id)
        events = [e for e in timeline(db, row.referral_id) if e.verb == returning.RETURNED]
        return [each.word for each in returning.returned(db, [row])], len(events)


def test_a_file_is_taken_and_put_away_without_its_name(put, files, folder, session, sent, caplog):
    caplog.set_level(logging.DEBUG)
    put(status_of(sent, "closed", words=f"{CANARY} is well"))
    assert settle(files) == 1
    assert heard(session, sent) == (["closed"], 1)
    (name,) = lie(folder, "done")
    assert CANARY not in name
    assert CANARY not in caplog.text + str([each.__dict__ for each in caplog.records])
    assert [each for each in lie(folder, "") if each.endswith(".json")] == []
    assert lie(folder, "taking") == lie(folder, "refused") == []


def test_nothing_is_taken_before_it_was_seen_unchanged_twice(put, files, folder, session, sent):
    whole = as_json(status_of(sent))
    place = put(whole[:40], "a.json")
    assert files.look() == 0
    with place.open("ab") as file:
        file.write(whole[40:])
    assert files.look() == 0
    assert files.look() == 1
    assert heard(session, sent)[0] == ["accepted"]


def test_a_file_that_stalls_half_way_is_read_once_it_is_whole(put, files, folder, session, sent):
    whole = as_json(status_of(sent))
    with put(whole[:40], "a.json").open("ab") as slow:
        assert settle(files) == 0
        slow.write(whole[40:])
    assert files.look() == 1
    assert heard(session, sent)[0] == ["accepted"]


def test_what_stays_half_is_refused_after_a_while(put, files, folder, session, sent):
    put(as_json(status_of(sent))[:40])
    files.clock = lambda: time.time() + 61
    assert settle(files) == 1
    assert heard(session, sent)[0] == []
    assert len(lie(folder, "refused")) == 2


@pytest.mark.parametrize("name", ["a.json.part", ".a.json", "a.JSON.tmp", "a.txt", "json"])
def test_other_files_are_left_alone(put, files, sent, name):
    place = put(status_of(sent), name)
    assert settle(files) == 0
    assert place.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"word": "bored"}, "/word: This must be one of the words"),
        ({"hand_off": "00000000-0000-7000-8000-000000000000"}, "No hand-off of this id"),
        ({"words": CANARY * 1000}, "/words: This is longer than"),
        ({"words": "a" * MOST_BYTES}, "larger than 64 KiB"),
        ({CANARY: "x"}, "The document: There is a member that the schema does not name"),
    ],
)
def test_what_can_not_be_taken_is_put_away_with_why(put, files, folder, sent, caplog, change, says):
    caplog.set_level(logging.DEBUG)
    put(status_of(sent, **change))
    assert settle(files) == 1
    json_name, text_name = lie(folder, "refused")
    text = (folder / "statuses" / "refused" / text_name).read_text()
    assert says in text
    assert CANARY not in text + json_name + text_name
    assert CANARY not in str([each.__dict__ for each in caplog.records])
    assert settle(files) == 0


def test_links_folders_and_pipes_are_refused_and_never_followed(put, files, folder, sent, tmp_path):
    secret = tmp_path / "elsewhere.json"
    secret.write_bytes(as_json(status_of(sent)))
    (folder / "statuses" / "link.json").symlink_to(secret)
    (folder / "statuses" / "folder.json").mkdir()
    os.mkfifo(folder / "statuses" / "pipe.json")
    assert settle(files) == 3
    texts = (folder / "statuses" / "refused").glob("*.txt")
    assert {"not a plain file" in each.read_text() for each in texts} == {True}
    assert secret.exists()


def test_a_folder_that_leads_elsewhere_is_not_followed(files, folder, sent, tmp_path, caplog):
    (tmp_path / "secret").mkdir()
    (folder / "statuses").symlink_to(tmp_path / "secret")
    (tmp_path / "secret" / "a.json").write_bytes(as_json(status_of(sent)))
    assert settle(files) == 0
    assert (tmp_path / "secret" / "a.json").exists()


def test_a_destination_can_not_speak_for_another(put, files, folder, session, sent):
    other = folder.parent / "other" / "statuses" / "a.json"
    other.write_bytes(as_json(status_of(sent)))
    assert settle(files) == 1
    assert heard(session, sent)[0] == []


def test_a_folder_that_is_away_is_told_once_and_holds_up_no_other(files, put, sent, caplog):
    files = StatusFiles(files.engine, files.office, files.folders)
    caplog.set_level(logging.DEBUG)
    put(status_of(sent))
    assert settle(files) == 1
    assert [each.msg for each in caplog.records].count("folder_away") == 1
    (files.folders["away"]).mkdir()
    files.look()
    (files.folders["away"] / "statuses" / "taking").rmdir()
    (files.folders["away"] / "statuses" / "taking").write_text("")
    assert settle(files) == 0
    assert [each.msg for each in caplog.records].count("folder_away") == 2


def test_the_same_news_under_two_names_counts_once(put, files, session, sent):
    put(status_of(sent), "a.json")
    put(status_of(sent), "b.json")
    assert settle(files) == 2
    assert heard(session, sent) == (["accepted"], 1)


@BOTH
def test_three_workers_take_each_file_once(put, engine, office, folder, folders, session, sent):
    for number in range(12):
        put(status_of(sent, "working", event_id=f"n-{number}"), f"{number}.json")
    workers = [StatusFiles(engine, office, folders) for _ in range(3)]
    start = threading.Barrier(3)

    def work(files):
        start.wait()
        return settle(files) + files.look()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, workers)) == 12
    assert heard(session, sent) == (["working"] * 12, 12)
    assert len(lie(folder, "done")) == 12
    assert lie(folder, "taking") == lie(folder, "refused") == []


def _die_before_putting_away(url, folders):
    engine = make_engine(url)
    files = StatusFiles(engine, make_office(engine), folders)
    from portal.delivery import status_folders

    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    status_folders.Folders.put_away = die
    settle(files)


@BOTH
def test_killed_between_taking_and_putting_away_another_finishes_and_it_counts_once(
    put, files, folder, folders, session, sent, database_url
):
    put(status_of(sent))
    context = multiprocessing.get_context("spawn")
    dying = context.Process(target=_die_before_putting_away, args=(database_url, folders))
    dying.start()
    dying.join(60)
    assert dying.exitcode == -signal.SIGKILL
    assert heard(session, sent) == (["accepted"], 1)
    assert len(lie(folder, "taking")) == 1
    assert files.look() == 1
    assert heard(session, sent) == (["accepted"], 1)
    assert (len(lie(folder, "done")), lie(folder, "taking")) == (1, [])


def test_what_was_put_away_is_forgotten_in_time(put, files, folder, sent):
    put(status_of(sent), "a.json")
    put({"no": "status"}, "b.json")
    assert settle(files) == 2
    files.clock = lambda: time.time() + (KEPT_DONE + 1) * 24 * 60 * 60
    files.prune()
    assert (len(lie(folder, "done")), len(lie(folder, "refused"))) == (0, 2)
    files.clock = lambda: time.time() + (KEPT_REFUSED + 1) * 24 * 60 * 60
    files.prune()
    assert lie(folder, "refused") == []


def test_told_to_stop_it_leaves_the_rest_for_later(put, files, sent):
    put(status_of(sent))
    files.look()
    assert files.look(lambda: True) == 0
    assert files.look() == 1
