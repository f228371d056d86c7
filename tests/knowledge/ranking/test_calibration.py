from datetime import UTC, datetime

import pytest

from knowledge.chunking.blocks import Block, Heading, Paragraph
from knowledge.chunking.chunks import chunks_of
from knowledge.index.rows import rows_of
from knowledge.index.snapshot import Snapshot
from knowledge.index.state import IndexState, Thresholds
from knowledge.ranking.calibration import DEFAULT, HIGHEST, LOWEST, calibrated, off_topic_questions, threshold
from knowledge.sources.details import Details

KEPT, REFUSED = [0.9, 0.85, 0.8, 0.75, 0.7, 0.95, 0.8, 1.0], [0.0, 0.1, 0.2, 0.3, 0.35, 0.3, 0.2, 0.1]


def snapshot(sections: int) -> Snapshot:
    blocks: list[Block] = []
    for number in range(sections):
        blocks += [Heading(1, f"Deductible topic{number}"), Paragraph(f"About topic{number} and the deductible.")]
    state = IndexState(1, datetime(2026, 11, 23, tzinfo=UTC), "", Thresholds(0.0))
    return Snapshot(state, rows_of(chunks_of("a.md", blocks), Details(title="Guide")))


def test_the_threshold_stands_between_what_is_kept_and_what_is_refused() -> None:
    assert threshold(KEPT, REFUSED) == pytest.approx((0.35 + 0.7) / 2)


def test_one_outlier_on_either_side_does_not_move_it_far() -> None:
    assert 0.35 < threshold([*KEPT, 0.05], [*REFUSED, 0.97]) < 0.7


def test_the_threshold_stays_within_sane_bounds() -> None:
    assert threshold([1.0] * 10, [0.99] * 10) == HIGHEST
    assert threshold([0.1] * 10, [0.0] * 10) == LOWEST


def test_too_few_questions_give_the_default() -> None:
    assert threshold([0.9] * 3, REFUSED) == DEFAULT
    assert threshold(KEPT, []) == DEFAULT


async def test_calibration_depends_on_the_documents_only() -> None:
    first, second = await calibrated(snapshot(12), None), await calibrated(snapshot(12), None)
    assert first == second
    assert LOWEST <= first.text <= HIGHEST
    assert first.hybrid is None


async def test_an_index_without_headings_gets_the_default() -> None:
    assert (await calibrated(snapshot(2), None)).text == DEFAULT


def test_the_shipped_questions_are_many_and_different() -> None:
    assert len(set(off_topic_questions())) == len(off_topic_questions()) >= 70
