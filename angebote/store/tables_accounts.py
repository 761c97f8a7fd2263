"""The tables of the people who work in the panel: accounts, their Traeger, their sessions and sign-in links."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from angebote.store.columns import UUID_LENGTH, Table

HASH_LENGTH = 64


class AccountRow(Table):
    """Someone who may sign in. `email` is lower case. An operator looks after the installation and may belong to no municipality.

    Shape: `code_salt` is set once a second step is set up: with the server's key it gives the secret the person's app holds, so that the
           database alone gives nothing; `code_step` is the last 30 seconds a code was used for; `recovery_hashes` are SHA-256 of codes on paper.
           `ends_on` is the last day of the access.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("role IN ('editor', 'lead', 'coordinator', 'operator')", name="role"),
        CheckConstraint("role = 'operator' OR municipality_id IS NOT NULL", name="municipality"),
    )

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    municipality_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH), ForeignKey("municipality.id"), index=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(300))
    role: Mapped[str] = mapped_column(String(20))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    code_salt: Mapped[str | None] = mapped_column(String(HASH_LENGTH))
    code_step: Mapped[int] = mapped_column(default=0)
    recovery_hashes: Mapped[list[str]] = mapped_column(default=list)
    ends_on: Mapped[date | None]
    traeger: Mapped[list["AccountTraegerRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True, lazy="selectin")


class AccountTraegerRow(Table):
    """A Traeger an editor works for."""

    __tablename__ = "account_traeger"

    account_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    traeger_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("traeger.id"), primary_key=True, index=True)


class AdminSessionRow(Table):
    """Someone is signed in. Only the SHA-256 of the token is kept. `is_by_link`: by a one-time link, so a new password needs no old one.

    Shape: `is_code_due` until the code of the second step was given; `device` names browser and system ("Firefox, Windows").
    """

    __tablename__ = "admin_session"

    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    is_by_link: Mapped[bool] = mapped_column(default=False)
    is_code_due: Mapped[bool] = mapped_column(default=False)
    device: Mapped[str] = mapped_column(String(60), default="")


class SignInLinkRow(Table):
    """A link that signs someone in once. Only the SHA-256 of the token is kept."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInFailureRow(Table):
    """How often signing in failed under one key (a keyed hash), and when it may be tried again."""

    __tablename__ = "sign_in_failure"

    key: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]


class MailRow(Table):
    """A mail to somebody who works in the panel, until it is sent: which kind, never its text. Without a mail server it waits to be handed over."""

    __tablename__ = "mail"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(index=True)
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
