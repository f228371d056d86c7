"""The forms that a model must fill in. Their descriptions are part of the prompt."""

from typing import Any

from pydantic import BaseModel, Field, field_validator, model_validator

from bot.ports.desk_writing import Summary
from bot.ports.understanding import Need, Understood
from bot.ports.writer import Sentence, Written


class Form(BaseModel):
    """A form that is read generously: `null` stands for nothing said, as many models write it."""

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, given: Any) -> Any:
        return {k: v for k, v in given.items() if v is not None} if isinstance(given, dict) else given


class DraftSentence(Form):
    """One sentence and what it rests on."""

    text: str = Field(description="One plain sentence. No link, no markup, no mark such as [1].")
    passage: str = Field("", description="The id of the passage it rests on, such as p1; empty for a claim's fact.")
    quote: str = Field("", description="The words of that passage that carry it, copied exactly, at least three.")
    facts: list[str] = Field(default_factory=list, description="The ids of the facts it rests on, at most one amount.")

    @field_validator("facts", mode="before")
    @classmethod
    def _one_or_many(cls, given: Any) -> Any:
        return [given] if isinstance(given, str) else given


class Answer(Form):
    """The answer, sentence by sentence."""

    answered: bool = Field(description="False when facts and passages do not answer the question.")
    sentences: list[DraftSentence] = Field(default_factory=list, description="At most four; empty if not answered.")

    def written(self) -> Written:
        """Return it as the engine knows it."""
        sentences = (Sentence(s.text, s.passage, s.quote, tuple(s.facts)) for s in self.sentences)
        return Written(tuple(sentences), self.answered)


class Understanding(Form):
    """What a message is about."""

    need: Need = Field(description="What the person needs most.")
    language: str = Field(description="The ISO 639-1 code of the language it is written in, such as en or es.")
    questions: list[str] = Field(default_factory=list, description="Each question in it by itself, in English.")
    claims: list[str] = Field(default_factory=list, description="Which of `claims` it is about; none of your own.")

    def understood(self) -> Understood:
        """Return it as the engine knows it."""
        return Understood(self.need, self.language.lower(), tuple(self.questions), tuple(self.claims))


class Translation(Form):
    """The texts in the other language."""

    texts: list[str] = Field(description="As many texts as were given, in the same order.")


class CaseSummary(Form):
    """What a specialist reads first; each field one or two sentences."""

    asked: str = Field(description="What the person wants.")
    checked: str = Field(description="What was looked up or read already, and what came of it.")
    unknown: str = Field(description="What is still unknown and matters.")
    next_step: str = Field(description="What the specialist could do next.")

    def summary(self) -> Summary:
        """Return it as the engine knows it."""
        return Summary(self.asked, self.checked, self.unknown, self.next_step)
