"""Importing this adds every page of the guide to the public door."""

from . import (  # noqa: F401 - they add their routes
    comparing,
    easy,
    leaning,
    mattering,
    noting,
    papers,
    reading,
    ready,
    sureness,
    versions,
)
