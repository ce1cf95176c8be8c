"""The declarative base and the column types that every table is made from."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, DateTime, Dialect, LargeBinary, MetaData, TypeDecorator, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine

from portal.storage.errors import NaiveMoment, NotSealed
from portal.storage.sealing import SealedBytes


class Moment(TypeDecorator[datetime]):
    """A moment in time: always with its time zone, always UTC when read back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveMoment("A moment needs its time zone.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(TypeDecorator[SealedBytes]):
    """Sealed bytes. A guard only: it refuses plain data, and neither seals nor opens."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> SealedBytes | None:
        if value is None or isinstance(value, SealedBytes):
            return value
        raise NotSealed("Only sealed bytes may be stored here.")

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> SealedBytes | None:
        return None if value is None else SealedBytes(value)


class WrappedKey(TypeDecorator[bytes]):
    """A wrapped data key, or NULL once it was destroyed.

    `about` says what the key is for, filled in from the row's own columns ("referral:{id}"). It
    must equal what the key was wrapped for, since rotation rewraps by it.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about = about


class JsonDoc(TypeDecorator[Any]):
    """A JSON document that is not personal, so it need not be sealed."""

    impl = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    cache_ok = True

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return self.impl_instance.coerce_compared_value(op, value)


class Base(DeclarativeBase):
    """What every table inherits: names for constraints, and how Python's types are kept."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        SealedBytes: Sealed,
        UUID: Uuid,
    }
