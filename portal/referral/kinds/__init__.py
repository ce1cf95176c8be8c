"""Kinds of answer: each reads text into a value, writes it back, shows it and gives its schema."""

from .base import JsonValue, Kind, Raw, Unreadable
from .choice import Choice, ManyOf, OneOf, Pick, yes_no
from .day import Day
from .hour import Hour
from .reach import Email, Phone, Postcode
from .text import Text, WholeNumber, clean

__all__ = [
    "Choice",
    "Day",
    "Email",
    "Hour",
    "JsonValue",
    "Kind",
    "ManyOf",
    "OneOf",
    "Phone",
    "Pick",
    "Postcode",
    "Raw",
    "Text",
    "Unreadable",
    "WholeNumber",
    "clean",
    "yes_no",
]
