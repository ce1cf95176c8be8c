"""After everything was done that can be done here: what the record of it holds."""

import re

from sqlalchemy import text

from portal.referral.verifying import verify

ROW = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")


def test_no_event_holds_anything_that_anybody_typed(atlas):
    with atlas.app.extensions["portal_desk"].reading() as connection:
        rows = connection.execute(text("SELECT actor, verb, details FROM event")).all()
    assert len(rows) > 50
    for row in rows:
        # The name of a row is made of digits at random: some spell out part of a phone number.
        said = ROW.sub("", " ".join(str(each) for each in row))
        assert said.isascii(), said
        for words in (atlas.typed, "\\u03", "7700", "zenon", "LK1", "larkfield", "maple"):
            assert words.casefold() not in said.casefold()


def test_the_chain_of_all_that_is_whole(atlas):
    desk = atlas.app.extensions["portal_desk"]
    with desk.reading() as connection:
        verdict = verify(connection, desk.office)
    assert verdict.faults == {}
    assert verdict.events > 50
