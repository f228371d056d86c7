"""What each command does and prints: tables for people, JSON for programs."""
