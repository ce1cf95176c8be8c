"""The way to one destination: what leaves becomes a parcel for its receiver."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.delivery.sending import NeverSent
from portal.documents.handed_on import hand_off_pdf
from portal.referral.handing_on.mapping import FieldMissing
from portal.referral.handing_on.mapping import Mapping as FieldNames
from portal.referral.handing_on.queue import Leaving
from portal.referral.office import Office

from .parcel import Parcel, Receiver


@dataclass(frozen=True)
class WayTo:
    """Hands what leaves over to ``receiver``, in the field names of ``mapping`` if any."""

    office: Office
    receiver: Receiver
    mapping: FieldNames | None = None

    def send(self, leaving: Leaving) -> None:
        """Hand ``leaving`` over. Raises NotSent or NeverSent."""
        document = leaving.document
        try:
            told: Any = self.mapping.apply(document) if self.mapping else document
        except FieldMissing:  # they can't do without something that was not told
            raise NeverSent("field_missing") from None
        self.receiver.deliver(
            Parcel(
                key=leaving.key,
                reference=leaving.reference,
                number=leaving.number,
                notice=leaving.notice,
                document=document,
                body=as_json(told),
                pdf=lambda: hand_off_pdf(self.office, document),
            )
        )


def as_json(told: Mapping[str, Any]) -> bytes:
    """``told`` as JSON, the same bytes each time."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
