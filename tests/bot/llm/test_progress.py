"""Who waits reads what is being worked on, and no word of an answer before its check."""

from bot.llm.model import OpenAICompatible
from bot.store.unit_of_work import open_store
from tests.fakes.desk_office import DeskOffice
from tests.fakes.scripted_model import ScriptedModel, answer


async def test_stages_are_told_in_the_persons_language(
    sqlite_url: str, server: ScriptedModel, model: OpenAICompatible
) -> None:
    server.play(answer({"text": "You owe $1.00 to a zebra.", "passage": "p1", "quote": "pay a balance in"}))
    store = await open_store(sqlite_url)
    office = DeskOffice(store, model=model)

    await office.say("Can I pay a balance in monthly parts?")
    await office.say("¿Puedo pagar mi balance en monthly parts?")

    assert office.told[-2:] == ["Leyendo su mensaje", "Escribiendo y revisando"]
    assert "Writing and checking" in office.told
    assert all("zebra" not in text for text in [*office.told, *await office.heard()])
    await store.close()
