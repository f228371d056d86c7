"""Slack: the billing desk in threads. Nothing outside this package knows Slack's words."""
