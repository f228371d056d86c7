"""A message is read in a moment, whatever it is made of: one visitor's text must not hold up everybody's."""

import time

import pytest

from bot.domain.messages import AuthorKind, Surface
from bot.engine.masking import masked
from bot.engine.recognise import recognise
from bot.engine.routing import read, route
from tests.fakes.offices import OFFICE, TODAY

LONGEST = 4000
SECONDS = 5.0
"""Many times what reading takes on a busy machine; a form that backtracks takes minutes."""


@pytest.mark.parametrize("unit", ["1", "1,", "1 -", "$1,", "ssn 1 ", "visa 4 "])
def test_a_hostile_text_is_read_in_a_moment(unit: str) -> None:
    text = (unit * LONGEST)[: LONGEST - 1] + "_"
    started = time.perf_counter()
    found = recognise(text, OFFICE, TODAY)
    route(read(found, Surface.PATIENT), OFFICE.routing)
    masked(text, AuthorKind.PATIENT, OFFICE, TODAY)
    assert time.perf_counter() - started < SECONDS
