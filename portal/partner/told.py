"""What a referrer told in a draft, section by section, with a way to change each answer."""

from typing import Any

from portal.referral.conditions import Answers
from portal.referral.questions.question import QuestionSet
from portal.referral.readers import Reader
from portal.referral.summary import summary
from portal.web.changeable import part_to_change
from portal.web.language import current_language


def parts_told(questions: QuestionSet, answers: Answers, base: str) -> list[dict[str, Any]]:
    """The sections of ``answers`` as the summary list takes them; ``base`` is the draft's own
    address."""
    parts = summary(questions, answers, Reader.REFERRER, current_language().speaker)
    return [
        part_to_change(part, lambda row: f"{base}/{row.step.slug}?check#{row.question.id}")
        for part in parts
    ]
