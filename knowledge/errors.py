"""What can go wrong with documents and their index, each with the cure in its text."""

from collections.abc import Sequence


class KnowledgeError(Exception):
    """Base: the message names the file or index, the problem and what to do."""


class SourceError(KnowledgeError):
    """One document could not be read; the others go on."""

    def __init__(self, source: str, problem: str, cure: str) -> None:
        super().__init__(f"{source}: {problem}. {cure}")
        self.source = source
        self.problem = problem
        self.cure = cure


class SourceListError(KnowledgeError):
    """The list of sources has mistakes; nothing was ingested and the index is as it was."""

    def __init__(self, problems: Sequence[SourceError]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class EmbeddingError(KnowledgeError):
    """The embedding model could not be loaded or asked."""


class IngestRunningError(KnowledgeError):
    """Another ingest is writing this index: wait for it to end."""


class IndexMissingError(KnowledgeError):
    """There is no index yet: run `claimdesk ingest`."""


class IndexUnavailableError(KnowledgeError):
    """The index could not be asked. This is not the same as finding nothing."""
