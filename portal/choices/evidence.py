"""The shapes of evidence: numbers out of 100, findings without one, and topics with both sides."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A number that a source supports, as ``count`` in each ``of``.

    ``claim`` says it in words; ``each`` says what one of the hundred stands for; ``unknown`` is
    the caveat. ``options`` are the ids of the options that it is about.
    """

    id: str
    count: int
    claim: str
    each: str
    who: str
    when: str
    unknown: str
    source_id: str
    options: tuple[str, ...]
    of: int = 100

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order."""
        return (self.claim, self.each, self.who, self.when, self.unknown)


@dataclass(frozen=True)
class Finding:
    """What a source found without a number that can be put out of 100."""

    id: str
    claim: str
    who: str
    when: str
    unknown: str
    source_id: str
    options: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order."""
        return (self.claim, self.who, self.when, self.unknown)


@dataclass(frozen=True)
class Topic:
    """One question about how it turns out: what was found, and what speaks against it.

    ``against`` is shown as large and as open as ``found``.
    """

    id: str
    question: str
    figures: tuple[Figure, ...]
    found: tuple[Finding, ...]
    against: tuple[Finding, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order."""
        told: tuple[Figure | Finding, ...] = (*self.figures, *self.found, *self.against)
        return tuple(text for each in told for text in each.texts)
