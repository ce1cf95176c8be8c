"""The public door: pages that anyone may read, and the journey of referring."""

from flask import Blueprint

public = Blueprint("public", __name__)

from portal.public import coming_back, journey, pages, sending  # noqa: E402, F401 - add their routes
