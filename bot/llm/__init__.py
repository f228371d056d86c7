"""The language model behind `bot.ports.writer`: LangChain on an OpenAI-compatible endpoint, loaded at its first use."""
