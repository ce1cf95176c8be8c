"""The weights that the portal comes with, until a hub has told it enough to learn from.

``u`` comes from counting: some 30,000 birth dates among the living, names as common as in England
and Wales (Office for National Statistics), 1.7 million postcodes of which one county has a few
thousand. ``m`` is set by eye to how people tell and type: no study of referrals gives it. A shared
phone or reference counts for less than it is rare, since families share phones and two people may
be in one case.
"""

from .fields import Field, Level
from .weights import Weights, even_out

USUAL = Weights(
    version=0,
    source="usual",
    odds=even_out(
        {
            Field.GIVEN: {
                Level.SAME: (0.80, 0.008),
                Level.SOUND: (0.05, 0.006),
                Level.SLIP: (0.05, 0.003),
                Level.NEAR: (0.05, 0.015),
                Level.DIFFERENT: (0.05, 0.968),
            },
            Field.FAMILY: {
                Level.SAME: (0.85, 0.002),
                Level.SOUND: (0.04, 0.003),
                Level.SLIP: (0.05, 0.001),
                Level.SWAPPED: (0.01, 0.00005),
                Level.NEAR: (0.02, 0.008),
                Level.DIFFERENT: (0.03, 0.98595),
            },
            Field.BORN: {
                Level.SAME: (0.93, 0.00004),
                Level.SLIP: (0.03, 0.001),
                Level.SWAPPED: (0.01, 0.00004),
                Level.PART: (0.02, 0.004),
                Level.DIFFERENT: (0.01, 0.99492),
            },
            Field.AGE: {
                Level.SAME: (0.96, 0.80),
                Level.NEAR: (0.03, 0.09),
                Level.DIFFERENT: (0.01, 0.11),
            },
            Field.POSTCODE: {
                Level.SAME: (0.70, 0.0005),
                Level.SLIP: (0.05, 0.001),
                Level.PART: (0.10, 0.03),
                Level.DIFFERENT: (0.15, 0.9685),
            },
            Field.PLACE: {
                Level.SAME: (0.30, 0.02),
                Level.EXPECTED: (0.40, 0.30),
                Level.NEAR: (0.10, 0.03),
                Level.DIFFERENT: (0.20, 0.65),
            },
            Field.NUMBER: {Level.SAME: (0.85, 0.02), Level.DIFFERENT: (0.15, 0.98)},
            Field.ADDRESS: {
                Level.SAME: (0.50, 0.0005),
                Level.NEAR: (0.25, 0.005),
                Level.PART: (0.10, 0.0445),
                Level.DIFFERENT: (0.15, 0.95),
            },
            Field.PHONE: {
                Level.SAME: (0.70, 0.0002),
                Level.SLIP: (0.03, 0.0001),
                Level.DIFFERENT: (0.27, 0.9997),
            },
            Field.EMAIL: {
                Level.SAME: (0.75, 0.0001),
                Level.SLIP: (0.03, 0.0001),
                Level.DIFFERENT: (0.22, 0.9998),
            },
            Field.REFERENCE: {Level.SAME: (0.30, 0.0005), Level.DIFFERENT: (0.70, 0.9995)},
        }
    ),
)
