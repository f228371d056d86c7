"""Whatever stands in an office's files, loading ends with an office or with problems that people can read."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.office import OfficeFolder, load_office, sample_office
from bot.office_problems import OfficeError

SAMPLE = {name: (sample_office() / name).read_bytes() for name in ("office.yml", "checks.yml")}
PIECES = (
    b":",
    b"- ",
    b"\n",
    b"  ",
    b"[",
    b"{",
    b"}",
    b"'",
    b"&a ",
    b"*a",
    b"<<: ",
    b"!!set ",
    b"? ",
    b"\t",
    b"\xff",
    b"%",
)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def load(folder: Path, name: str, content: bytes) -> OfficeFolder | OfficeError:
    for other, text in SAMPLE.items():
        (folder / other).write_bytes(text)
    (folder / name).write_bytes(content)
    for part in ("knowledge", "actions"):
        (folder / part).mkdir(exist_ok=True)
    try:
        return load_office(folder)
    except OfficeError as error:
        return error


@quick
@given(name=st.sampled_from(sorted(SAMPLE)), content=st.binary(max_size=80))
def test_any_bytes_end_well(tmp_path: Path, name: str, content: bytes) -> None:
    load(tmp_path, name, content)


@quick
@given(
    name=st.sampled_from(sorted(SAMPLE)), place=st.floats(0, 1), piece=st.sampled_from(PIECES), cut=st.integers(0, 9)
)
def test_any_slip_of_the_hand_ends_well(tmp_path: Path, name: str, place: float, piece: bytes, cut: int) -> None:
    text = SAMPLE[name]
    at = int(place * len(text))

    load(tmp_path, name, text[:at] + piece + text[at + cut :])


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 700,
        b"a: " + b"{b: " * 400,
        b"1: x\n",
        b"? [a, b]\n: c\n",
        b"null: x\n",
        b"true: x\n",
        b"&a a: *a\n",
        b"a: &a [*a]\n",
        b"name: !!binary abc\n",
        b"name: !unknown x\n",
        b"name: !!set es\n",
        b"identity: {1: x, null: y}\n",
        b"claim_numbers: {a: b}\n",
        b"claim_numbers: [[], null, 3, {}]\n",
        b"--- a: 1\n---\nb: 2\n",
        b"name: 2026-11-23T10:00:00Z\n",
        b"routing: {status_aliases: {1: paid, a: [x]}, always_handoff: [x, {name: 1}]}\n",
    ],
)
@pytest.mark.parametrize("name", sorted(SAMPLE))
def test_odd_yaml_is_refused_with_words(tmp_path: Path, name: str, content: bytes) -> None:
    refused = load(tmp_path, name, content)

    assert isinstance(refused, OfficeError)
    assert all(problem.problem and problem.cure and problem.file == name for problem in refused.problems)
