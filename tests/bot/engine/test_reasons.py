import pytest

from bot.domain.routes import Decision, Route, Why
from bot.engine.reasons import because


@pytest.mark.parametrize("why", Why)
def test_every_way_has_a_sentence_that_a_lead_can_read(why: Why) -> None:
    sentence = because(Decision(Route.HANDOFF, why, topic="legal_threat"))

    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "_" not in sentence


def test_a_sentence_names_the_subject_and_the_likeness() -> None:
    said = because(Decision(Route.HANDOFF, Why.NEVER_ANSWER, topic="medical_necessity", likeness=0.874))

    assert said == (
        "Only a person may answer this subject: medical necessity. Its words are like known examples of this (87%)."
    )
