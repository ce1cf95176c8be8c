"""The options guide: what can be done, side by side, how sure it is, and what one makes of it."""

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
