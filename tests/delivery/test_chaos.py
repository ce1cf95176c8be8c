"""Nothing is lost, nothing doubled and nothing leaves that was stopped, whatever dies meanwhile.

Real processes: a web server, three workers that are killed at random, and a receiver that fails,
stalls and hangs up after it has acted. A larger run of the same is `python -m bench.handoff`.
"""

import shutil
import tempfile
from pathlib import Path

from bench.handoff.chaos import Run, run
from bench.inbox.cluster import crash, postgresql


def test_under_chaos_everything_arrives_once_on_sqlite(sqlite_url: str, tmp_path: Path):
    report = run(Run(sqlite_url, tmp_path, referrals=12, patience=90))
    assert not report.wrong, report
    assert report.states == {"sent": 16, "stopped": 8}
    assert report.killed_workers > 2


def test_under_chaos_everything_arrives_once_though_postgresql_itself_dies(tmp_path: Path):
    # Not under tmp_path: PostgreSQL runs as a user who may not look in there.
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    try:
        with postgresql(folder) as address:
            dies = Run(
                address,
                tmp_path,
                referrals=12,
                patience=90,
                restart_database=lambda: crash(folder),
            )
            report = run(dies)
    finally:
        shutil.rmtree(folder)
    assert not report.wrong, report
    assert report.states == {"sent": 16, "stopped": 8}
    assert report.killed_workers > 2
