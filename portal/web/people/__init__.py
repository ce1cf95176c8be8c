"""Pages on which people's accounts are looked after. The doors say whose they are."""

from .inviting import invite_page as invite_page
from .inviting import withdraw_page as withdraw_page
from .listing import done_before as done_before
from .listing import everybody as everybody
from .listing import list_page as list_page
from .one import closure_page as closure_page
from .one import opening_page as opening_page
from .one import person_page as person_page
from .one import proof_page as proof_page
from .place import Place as Place
from .work import work_page as work_page
