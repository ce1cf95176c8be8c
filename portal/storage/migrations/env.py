"""Runs the migrations on the connection that portal.storage.migrate passes in."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator

from portal.storage.base import Base, JsonDoc


def as_plain_type(kind: str, item: object, writing: AutogenContext) -> str | Literal[False]:
    """Write our types as the plain ones beneath, so that a migration outlives the code."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    if isinstance(item, JsonDoc):
        writing.imports.add("from sqlalchemy.dialects.postgresql import JSONB")
        return 'sa.JSON().with_variant(JSONB(), "postgresql")'
    return f"sa.{item.impl_instance!r}"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=as_plain_type,
)
context.run_migrations()
