"""Could this be somebody we know? Compares what two people told, gives a score and its reasons.

Pure rules: nothing here reads or writes a database, and nothing here ever joins two people. Read
in this order: ``traits`` (what is compared), ``keys`` (how the few worth comparing are found),
``fields``, ``comparing``, ``weights``, ``scoring``, ``learning`` (weights from a hub's own data).
"""

from .comparing import compare
from .fields import Comparison, Field, Level
from .keys import MOST_CANDIDATES, keys
from .scoring import Score, chance, likely, reasons_of, score, shown, threshold
from .traits import Traits, of_answers, of_fields
from .usual_weights import USUAL
from .weights import Weights

__all__ = [
    "MOST_CANDIDATES",
    "USUAL",
    "Comparison",
    "Field",
    "Level",
    "Score",
    "Traits",
    "Weights",
    "chance",
    "compare",
    "keys",
    "likely",
    "of_answers",
    "of_fields",
    "reasons_of",
    "score",
    "shown",
    "threshold",
]
