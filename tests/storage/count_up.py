"""Run by test_many_at_once: read a number, add one, write it back, again and again."""

import sys

from sqlalchemy import Integer, column, select, table

from portal.storage.engine import make_engine

url, times = sys.argv[1], int(sys.argv[2])
counter = table("counter", column("total", Integer))
engine = make_engine(url)
engine.connect().close()

print("ready", flush=True)  # noqa: T201 - the test waits for this line
sys.stdin.readline()

for _ in range(times):
    with engine.begin() as connection:
        total = connection.scalars(select(counter.c.total).with_for_update()).one()
        connection.execute(counter.update().values(total=total + 1))
