"""Keeping equality answers: apart, with nothing that leads to a person or a referral."""

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from .conditions import Answers
from .office import Office
from .records import EqualityAnswer


def new_sheet() -> UUID:
    """A number for one sheet of answers. It is wholly random, and nobody keeps who got it."""
    return uuid4()


def keep_equality_answers(session: Session, office: Office, sheet: UUID, answers: Answers) -> bool:
    """Keep what was answered on ``sheet``, with the month and nothing else; False if nothing was.

    Sending the same sheet again keeps it once.
    """
    given = {question: value for question, value in answers.items() if value is not None}
    if not given:
        return False
    if session.get(EqualityAnswer, sheet) is None:
        month = office.today().strftime("%Y-%m")
        session.add(EqualityAnswer(id=sheet, month=month, answers=given))
    return True
