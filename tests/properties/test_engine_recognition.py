"""Recognition never fails, whatever it is given, and knows where everything stands."""

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.messages import Surface
from bot.domain.recognition import SENSITIVE
from bot.engine.recognise import normalise, recognise, redacted_parts
from bot.engine.routing import read, route
from tests.fakes.offices import OFFICE, TODAY

PIECES = st.sampled_from(
    [
        "45012-A",
        "claim ",
        "123-45-6789",
        "1EG4-TE5-MK73",
        "03/04/1984",
        "born",
        "2085550142",
        "$1,144.21",
        "CO-16",
        "member id ",
        "4111 1111 1111 1111",
        "\u202e",
        "－",
        "Ⅷ",
        "\n",
        " ",
        "-",
        ":",
        "'); --",
        "March 4, ",
        "1984",
        "0142",
        "%00",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=12).map("".join)


@settings(max_examples=250, deadline=None)
@given(text=TEXTS, proving=st.booleans())
def test_spans_stand_in_the_text_in_order_and_never_overlap(text: str, proving: bool) -> None:
    found = recognise(text, OFFICE, TODAY, proving=proving)
    assert found.text == normalise(text)
    assert all(found.text[e.start : e.end] == e.text and e.text for e in found.entities)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found.entities))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, proving=st.booleans())
def test_reading_a_normal_form_again_changes_nothing(text: str, proving: bool) -> None:
    once = recognise(text, OFFICE, TODAY, proving=proving)
    assert recognise(once.text, OFFICE, TODAY, proving=proving) == once


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_nothing_private_is_left_in_a_redacted_text(text: str) -> None:
    found = recognise(text, OFFICE, TODAY)
    # A placeholder names what stood there, and so reads like a cue for what comes next.
    left = recognise(re.sub(r"\[[A-Za-z ]+\]", "x", found.redacted), OFFICE, TODAY)
    assert [e for e in left.entities if e.kind in SENSITIVE] == []


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(TEXTS.map(normalise), min_size=1, max_size=4))
def test_parts_of_a_redacted_text_say_no_more_than_the_whole(parts: list[str]) -> None:
    found = recognise("\n".join(parts), OFFICE, TODAY)
    redacted = redacted_parts(found, parts)
    assert len(redacted) == len(parts)
    private = [e for e in found.entities if (e.kind in SENSITIVE or e.birth) and "\n" not in e.text]
    if not private:
        assert redacted == parts or any("\n" in e.text for e in found.entities)
    else:
        assert redacted != parts


@settings(max_examples=150, deadline=None)
@given(
    text=TEXTS,
    surface=st.sampled_from([Surface.PATIENT, Surface.STAFF]),
    proving=st.booleans(),
    verified=st.booleans(),
)
def test_every_message_has_a_route_and_a_claim_is_never_looked_up_for_a_stranger(
    text: str, surface: Surface, proving: bool, verified: bool
) -> None:
    found = recognise(text, OFFICE, TODAY, proving=proving)
    decision = route(read(found, surface, proving=proving, verified=verified), OFFICE.routing)
    assert decision.route != "lookup" or verified or surface is Surface.STAFF
    assert (decision.reason is not None) == (decision.route == "handoff") or decision.why == "third_party"
