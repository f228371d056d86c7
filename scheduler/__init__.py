"""The office's clocks. Knows neither Slack nor the bot: it is given probes, and a ledger that publishes reports."""
