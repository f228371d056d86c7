"""What one draft may rest on. Tools add to it while a model writes, under rules that are checked before they do."""

from collections.abc import Iterable, Sequence

from bot.domain.claims import Claim
from bot.engine.aliases import Aliases
from bot.engine.answer import fact_names, facts, label
from bot.engine.lookups import Looked
from bot.engine.prose import Evidence
from bot.engine.rules import Verdict
from bot.ports.writer import Fact, Source
from knowledge.passages import Passage

_KEYS = ("payer", "date_of_service", "billed", "paid", "owed", "received", "decided", "category", "codes")


class Materials:
    """Facts and passages under case-local names, for one reader in one language."""

    def __init__(self, language: str, *, staff: bool, numbers: Iterable[str]) -> None:
        self.language = language
        self.staff = staff
        self.aliases = Aliases.of(numbers)
        self.claims: dict[str, Claim] = {}
        self.verdicts: list[Verdict] = []
        self.looked: list[Looked] = []
        self.own = ""
        self._facts: dict[str, Fact] = {}
        self._passages: dict[str, Passage] = {}

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts so far."""
        return tuple(self._facts.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        """All passages so far."""
        return tuple(Source(name, p.title, p.section, p.text) for name, p in self._passages.items())

    def evidence(self) -> Evidence:
        """Return what a draft is held to."""
        return Evidence(dict(self._facts), dict(self._passages), self.aliases, self.own)

    def add_claim(self, claim: Claim) -> list[Fact]:
        """Add the facts of a claim that this reader may see, state first, as the template says them."""
        self.aliases = Aliases.of(self.aliases.numbers, [claim.number])
        self.claims[claim.number] = claim
        alias = self.aliases.name(claim.number).strip("[]")
        keys = dict(zip(fact_names(self.language), _KEYS, strict=True))
        shown = facts(claim, self.language, staff=self.staff)
        added = [
            Fact(f"{alias}.state", label(claim.state, self.language)),
            *(Fact(f"{alias}.{keys[name]}", f"{name}: {value}") for name, value in shown),
        ]
        self._facts |= {fact.id: fact for fact in added}
        return added

    def add_passages(self, passages: Sequence[Passage]) -> list[Source]:
        """Add passages; one that is here already keeps its name."""
        known = {passage.id: name for name, passage in self._passages.items()}
        added = []
        for passage in passages:
            name = known.setdefault(passage.id, f"p{len(self._passages) + 1}")
            self._passages[name] = passage
            added.append(Source(name, passage.title, passage.section, passage.text))
        return added
