"""What can go wrong with documents and their index, each with the cure in its text."""


class KnowledgeError(Exception):
    """Base: the message names the file or index, the problem and what to do."""


class SourceError(KnowledgeError):
    """One document could not be read; the others go on."""

    def __init__(self, source: str, problem: str, cure: str) -> None:
        super().__init__(f"{source}: {problem}. {cure}")
        self.source = source
        self.problem = problem
        self.cure = cure


class IndexMissingError(KnowledgeError):
    """There is no index yet: run `claimdesk ingest`."""


class IndexUnavailableError(KnowledgeError):
    """The index could not be asked. This is not the same as finding nothing."""
