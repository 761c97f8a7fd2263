"""The Telegram door: polling or webhook in, an outbox out. It decides nothing."""

from bot.doors.telegram.door import TelegramDoor

__all__ = ["TelegramDoor"]
