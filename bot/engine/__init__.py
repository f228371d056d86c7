"""One turn of the bot: recognise, route, verify, look up, apply rules, answer, check, hand off."""
