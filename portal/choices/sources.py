"""Where the facts of the guide come from, each with its year."""

from dataclasses import dataclass

from portal.referral.words import say


@dataclass(frozen=True)
class Source:
    """One report, law or standard. ``address`` is where it can be read, where one is known to last.

    ``cited`` is its name as it was published, so it stays in English; ``what`` says what it is.
    """

    id: str
    cited: str
    what: str
    year: int
    address: str | None = None


SOURCES: tuple[Source, ...] = (
    Source(
        "shapland",
        "Shapland and others, restorative justice evaluation, Ministry of Justice",
        say("Three trial schemes in England, some years long, paid for by the government."),
        2008,
    ),
    Source(
        "angel",
        "Angel, Sherman, Strang and others, Journal of Experimental Criminology 10",
        say("A trial in London where chance decided who was offered a meeting."),
        2014,
        "https://doi.org/10.1007/s11292-014-9200-0",
    ),
    Source(
        "campbell",
        "Strang, Sherman, Mayo-Wilson, Woods and Ariel, Campbell Systematic Reviews",
        say("A look at ten trials of meetings, all taken together."),
        2013,
    ),
    Source(
        "weatherburn",
        "Weatherburn and Macadam, A review of restorative justice responses to offending, "
        "Evidence Base",
        say("A look from Australia at what studies had found till then. It had strong doubts."),
        2013,
    ),
    Source(
        "choi",
        "Choi, Bazemore and Gilbert, Children and Youth Services Review",
        say("A look at studies of how victims found it, with the bad side too."),
        2012,
    ),
    Source(
        "frontiers",
        "Frontiers in Psychology, study of post-sentence referrals",
        say("A count of how far people got who were referred after a court case."),
        2023,
    ),
    Source(
        "catch22",
        "Catch22, Mediation: annual report 2019–2020",
        say("A service’s own count of a year of disputes between neighbours."),
        2020,
        "https://www.catch-22.org.uk/resources/mediation-annual-report-2019-2020/",
    ),
    Source(
        "victims_code",
        "Code of Practice for Victims of Crime in England and Wales",
        say("What the police and other services must do for victims. In force since April 2021."),
        2021,
    ),
    Source(
        "rjc",
        "Restorative Justice Council, six principles of restorative practice",
        say("What those who do this work in Britain hold each other to."),
        2020,
    ),
    Source(
        "un",
        "United Nations, Basic Principles on the use of restorative justice programmes, 2002/12",
        say("Rules that states agreed on: free choice, fair play, and safety."),
        2002,
    ),
    Source(
        "coe",
        "Council of Europe, Recommendation CM/Rec(2018)8",
        say("Advice to the states of Europe on how to do this well."),
        2018,
    ),
    Source(
        "ipdas",
        "International Patient Decision Aid Standards, 2021 update",
        say("A checklist for guides that help people choose. It was made for health care."),
        2021,
    ),
    Source(
        "ours",
        "The team of this portal",
        say("Our own words of caution. They are not a study."),
        2026,
    ),
)


def source(source_id: str) -> Source | None:
    """The source with this id, or None."""
    return next((each for each in SOURCES if each.id == source_id), None)
