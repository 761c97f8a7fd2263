"""Sending mail through the server of LOTSE_SMTP_URL, with Python's own smtplib. No text is kept or logged."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS = 20.0
STARTTLS_PORT, TLS_PORT = 587, 465
LOOPBACK = ("127.0.0.1", "::1", "localhost")
Send = Callable[[str, str, str], None]


def smtp_sender(url: str) -> Send:
    """Return the function that sends one mail: (to, subject, text).

    Shape:  `smtp://user:password@host:587?from=lotse@example.org` (encrypted by STARTTLS; left out only towards this very machine), `smtps://...:465`.
    Errors: ValueError if the address cannot be read. The function: OSError and smtplib.SMTPException if the mail was not taken.
    """
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or "@" not in sender:
        raise ValueError("write smtp://user:password@host:587?from=lotse@example.org")
    host, port = parts.hostname, parts.port or (TLS_PORT if parts.scheme == "smtps" else STARTTLS_PORT)

    def send(to: str, subject: str, text: str) -> None:
        with _connected(parts.scheme, host, port) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(_message(sender, to, subject, text))

    return send


def _connected(scheme: str, host: str, port: int) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    if host not in LOOPBACK:
        server.starttls(context=ssl.create_default_context())
    return server


def _message(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=sender.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message
