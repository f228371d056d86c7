"""The books of the sample billing system: who is a patient, and what claims there are."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("claims.yml")

Entry = dict[str, Any]


@dataclass(frozen=True)
class Books:
    """The sample data as the file has it."""

    payers: dict[str, Entry]
    patients: dict[str, Entry]
    claims: dict[str, Entry]
    faults: dict[str, str]

    @cached_property
    def slow_payers(self) -> frozenset[str]:
        """The payers that take their time."""
        return frozenset(key for key, payer in self.payers.items() if payer.get("behaviour") == "slow")

    def answering(self, number: str) -> list[str]:
        """Return the claim numbers that an enquiry about `number` brings back: none, one, or a stray one beside it."""
        claim = self.claims.get(number)
        if claim is None:
            return []
        return [number, claim["beside"]] if "beside" in claim else [number]

    def found(self, last_name: str, born: str, service: str | None) -> Iterator[str]:
        """Yield the claim numbers of one patient, on one day of service if it is given."""
        for number, claim in self.claims.items():
            patient = self.patients[claim["patient"]]
            same_person = _spelt(patient["last"]) == _spelt(last_name) and patient["born"] == born
            if same_person and service in {None, claim["service"]}:
                yield number


def _spelt(name: str) -> str:
    """Pass over capitals, accents and marks, as such systems do: `O’DWYER` is `O'Dwyer`."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", name))).casefold()


def load_books() -> Books:
    """Read the sample data."""
    data = YAML(typ="safe").load(_FILE.read_text(encoding="utf-8"))
    return Books(data["payers"], data["patients"], data["claims"], data["faults"])
