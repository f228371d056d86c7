"""The forms that a model must fill in. Their descriptions are part of the prompt."""

from pydantic import BaseModel, Field

from bot.ports.writer import Sentence, Written


class DraftSentence(BaseModel):
    """One sentence and what it rests on."""

    text: str = Field(description="One plain sentence. No link, no markup, no mark such as [1].")
    passage: str = Field("", description="The id of the passage it rests on, such as p1; empty for a claim's fact.")
    quote: str = Field("", description="The words of that passage that carry it, copied exactly, at least three.")
    facts: list[str] = Field(default_factory=list, description="The ids of the facts it rests on, at most one amount.")


class Answer(BaseModel):
    """The answer, sentence by sentence."""

    answered: bool = Field(description="False when facts and passages do not answer the question.")
    sentences: list[DraftSentence] = Field(default_factory=list, description="At most four; empty if not answered.")

    def written(self) -> Written:
        """Return it as the engine knows it."""
        sentences = (Sentence(s.text, s.passage, s.quote, tuple(s.facts)) for s in self.sentences)
        return Written(tuple(sentences), self.answered)
