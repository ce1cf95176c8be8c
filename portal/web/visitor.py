"""Whom limits on tries count as one visitor, of all who are not signed in."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import request

_A_LINE = 64
"""Bits of an IPv6 address that a provider gives to one line, which chooses the others freely
(RFC 6177): counting whole addresses would give a single visitor as many as they like."""


def visitor() -> str:
    """What the limits count this request under."""
    return f"address:{line_of(request.remote_addr or '')}"


def line_of(address: str) -> str:
    """The one line, such as a household's, that all its addresses stand for."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), _A_LINE), strict=False))
