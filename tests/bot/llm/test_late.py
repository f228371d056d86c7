"""LangChain is loaded at the first use of a model, and not before: not by the server, not by opening a session."""

import subprocess
import sys

CODE = """
import sys
import bot.bootstrap.server, bot.cli, bot.commands.ask
from bot.bootstrap.parts import SystemClock
from bot.llm.model import OpenAICompatible
from bot.llm.usage import PassingUsage
from tests.fakes.offices import OFFICE
OpenAICompatible(OFFICE, "a-model", "k", "http://127.0.0.1:9/v1", SystemClock(), PassingUsage()).session()
heavy = {"langchain", "langchain_core", "langchain_openai", "langgraph", "langsmith", "openai", "lancedb"}
print(sorted(heavy & set(sys.modules)))
import bot.llm.agent
print("langchain" in sys.modules)
"""


def test_langchain_is_imported_at_the_first_use_only() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)

    assert done.stdout.splitlines() == ["[]", "True"], done.stderr
