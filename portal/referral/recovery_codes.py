"""Recovery codes: ten ways in for somebody who lost phone and key, each good for one time."""

from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from .history import record
from .office import Office
from .records import Account, RecoveryCode

HOW_MANY = 10
DIGITS = 12
_GROUP = 4


def make_codes(session: Session, office: Office, account: Account) -> list[str]:
    """Make new codes in place of all earlier ones. They can be shown now, and never again."""
    session.execute(select(Account.id).where(Account.id == account.id).with_for_update())
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    made: set[str] = set()
    while len(made) < HOW_MANY:
        made.add("".join(office.chance.choice("0123456789") for _ in range(DIGITS)))
    codes = list(made)
    session.execute(
        insert(RecoveryCode),
        [{"account_id": account.id, "code": _hidden(office, account.id, each)} for each in codes],
    )
    record(session, office, None, "recovery_codes_made", account.id)
    return [in_groups(each) for each in codes]


def spend(session: Session, office: Office, account_id: UUID, code: str) -> bool:
    """Use one code up; False when there is no such code any more."""
    found = session.execute(
        delete(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.code == _hidden(office, account_id, code),
        )
        .returning(RecoveryCode.account_id)
    ).one_or_none()
    if found is None:
        return False
    record(session, office, None, "recovery_code_used", account_id)
    return True


def in_groups(code: str) -> str:
    """A code as it is easy to read and type: in groups of four."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _hidden(office: Office, account_id: UUID, code: str) -> bytes:
    return office.vault.blinder.token("recovery_code", f"{account_id}:{code}")
