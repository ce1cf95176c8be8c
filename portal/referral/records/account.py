"""Accounts of hub staff and partners: how they come in, prove who they are, stay signed in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, false, true
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc, WrappedKey
from portal.storage.sealing import SealedBytes
from portal.storage.walls import Walled


class Account(Walled, Base):
    """A member of hub staff; or of the organisation it names.

    ``profile`` seals their name and email under the account's own key.

    ``training`` lists the specialist lanes they are trained for. ``fallback_id`` is who usually
    steps in for them. ``totp`` seals the secret of their code-making app and ``totp_step`` is the
    last 30-second step whose code was used. ``single_sign_on`` is a blind token of who they are
    at the hub's own sign-in provider. ``digest_hour`` is the hour of the hub's day, 0 to 23, at
    which they want their digest; None for never.
    """

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("account:{id}"))
    email_token: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    profile: Mapped[SealedBytes]
    password_hash: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(JsonDoc)
    training: Mapped[list[str]] = mapped_column(JsonDoc, default=list, server_default="[]")
    fallback_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    totp: Mapped[SealedBytes | None]
    totp_step: Mapped[int | None] = mapped_column(BigInteger)
    single_sign_on: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    shortcuts: Mapped[bool] = mapped_column(default=True, server_default=true())
    digest_hour: Mapped[int | None]
    digested_on: Mapped[date | None]
    urgent_at_once: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "organisation_id"),)


class StaffSession(Base):
    """One signed-in browser. The row is the truth: without it the cookie opens nothing.

    ``proved_at`` is when the second proof was given; before that it opens only the asking for it.
    """

    __tablename__ = "staff_session"

    token: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "account_id"),)


class Passkey(Base):
    """One passkey of an account. ``name`` seals what its owner calls it."""

    __tablename__ = "passkey"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    credential: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[SealedBytes]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "account_id"),)


class RecoveryCode(Base):
    """One recovery code, as a blind token; used once, its row goes."""

    __tablename__ = "recovery_code"

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)


class Invitation(Walled, Base):
    """A link by which somebody makes their account. Looking at it never uses it up.

    ``token`` is a blind token of what the link holds; ``invited`` seals name and email.
    """

    __tablename__ = "invitation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("invitation:{id}"))
    token: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    email_token: Mapped[bytes] = mapped_column(LargeBinary, index=True)
    invited: Mapped[SealedBytes]
    roles: Mapped[list[str]] = mapped_column(JsonDoc)
    training: Mapped[list[str]] = mapped_column(JsonDoc)
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
