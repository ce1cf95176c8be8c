"""Looking after a partner's people from end to end, behind each wall that the database has."""

from tests.support.staffing import PASSWORD, sign_in

PEOPLE = "/partner/people"


def test_a_colleague_comes_is_changed_leaves_and_comes_back(hub):
    housing, police = hub.partner(), hub.partner("Stranger Police", "police")
    officer = hub.employ_at(police, "referrer")
    chief = hub.signed_in_at(housing, "partner_administrator")
    chief.go(f"{PEOPLE}/invitation")
    chief.send("Make the invitation", name="Robin", email="robin@larkfield.example")
    link = chief.page.find(".//bdi[@class='link-to-give']").text
    assert chief.go(PEOPLE).says("Invited, and not here yet", "robin@larkfield.example")

    robin = hub.browser().go("/invitation").send("Continue", invitation=link)
    robin.send("Make my account", new=PASSWORD, again=PASSWORD)
    robin = sign_in(hub.browser(), "robin@larkfield.example")
    assert robin.url == "/partner/"

    chief.go(PEOPLE).follow("Robin").follow("Change their name or what they do")
    chief.send("Save", name="Robin Reed", roles=["referrer", "partner_administrator"])
    assert robin.go(PEOPLE).says("Robin Reed", "Partner administrator Name")
    chief.follow("End their access now").send("End their access now")
    assert robin.go(PEOPLE).url == "/sign-in"
    chief.follow("Open their access again").send("Open their access again")
    chief.follow("Reset their second proof").send("Reset it")
    assert chief.says("They set up a new second proof")

    chief.go(f"{PEOPLE}/invitation")
    chief.send("Make the invitation", name="Kim", email="kim@larkfield.example")
    chief.go(PEOPLE).send("Take it back (Kim)")
    assert chief.says("The invitation is taken back")
    for what in ("", "/work", "/closure", "/opening", "/new-proof"):
        assert chief.go(f"{PEOPLE}/{officer.id}{what}").status == 404
