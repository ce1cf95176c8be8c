"""The pages of words in the atlas: the guide, and what stands on its own."""

import re

from portal.public.pages import PAGES


def words(atlas):
    """Every page of words, and what comes of an address that leads nowhere."""
    walker = atlas.walker()
    for path in PAGES:
        walker.go(path)
    _guide(walker)
    walker.go("/nowhere")
    walker._show(walker.client.get("/return/again"))
    walker._show(walker.client.post("/return", data={}))
    walker._show(walker.client.post("/return", data={"word": "x" * 3_000_000}))


def _guide(walker):
    """Every page that the words about the options lead to."""
    waiting, seen = ["/options"], set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        for link in walker.go(path).page.iter("a"):
            leads = link.get("href", "").partition("#")[0].partition("?")[0]
            if leads.startswith("/options/") and leads not in {*seen, *waiting}:
                waiting.append(leads)
    version = re.search(r"\b[0-9a-f]{8}\b", walker.go("/options/meeting").text).group()
    walker.go(f"/options/as-read/meeting/{version}").go("/options/as-read/meeting/00000000")
