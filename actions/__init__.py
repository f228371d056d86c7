"""Declarative look-ups in the office's billing system: one YAML file an action."""
