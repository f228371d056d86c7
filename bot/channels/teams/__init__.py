"""Microsoft Teams: patients and providers' offices in personal chats, front desks in channels and group chats."""
