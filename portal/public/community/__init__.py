"""For community groups without an account: what they may tell follows from whether the person
knows and agrees."""

from portal.public.community import (  # noqa: F401 - they add their routes
    invited,
    inviting,
    ladder,
    ringing,
    sending,
    sent,
    telling,
)
