"""What studies found, how sure that is, and what speaks against it. Every figure is out of 100."""

from portal.referral.words import say

from .content import how_it_turns_out, how_often
from .evidence import Figure, Finding, Topic
from .shapes import GuidePage, Part

__all__ = ["COUNTER", "FIGURES", "HOW_SURE", "TOPICS", "Figure", "Finding", "Topic", "figures_for"]

TOPICS: tuple[Topic, ...] = (*how_often.TOPICS, *how_it_turns_out.TOPICS)

FIGURES: tuple[Figure, ...] = tuple(figure for topic in TOPICS for figure in topic.figures)

COUNTER: tuple[Part, ...] = tuple(
    Part(topic.question, tuple(each.claim for each in topic.against)) for topic in TOPICS
)
"""What speaks against each topic's findings, in a few words."""

HOW_SURE = GuidePage(
    id="how_sure",
    title=say("How often and how sure"),
    lead=say(
        "Here is what studies have counted. Each number is out of 100, so that you can compare. "
        "No number can tell how it will be for you."
    ),
    parts=tuple(Part(topic.question, topic.texts) for topic in TOPICS),
    sources=(
        "frontiers",
        "catch22",
        "shapland",
        "choi",
        "weatherburn",
        "angel",
        "campbell",
        "ours",
    ),
)
"""The whole page of figures as words, so that it has a version like every other page."""


def figures_for(option_id: str) -> tuple[Figure, ...]:
    """The figures that are about one option; empty where nothing has been counted."""
    return tuple(each for each in FIGURES if option_id in each.options)
