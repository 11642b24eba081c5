"""Accounts, and the audit log. No password and no key is ever in an answer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from onrecord.web.api.models.base import Answer, ListAnswer, RowId

RoleName = Literal["reader", "reviewer", "admin"]


class Key(Answer):
    """A program's key, by what it is called."""

    id: RowId
    name: str
    added: str
    expires: str | None = Field(description="Null: never.")


class Myself(Answer):
    """Who asks."""

    name: str = Field(description="The name that stands at what they do; empty for a visitor.")
    role: RoleName | None = Field(description="Null for a visitor, who may read.")
    account: RowId | None = Field(description="Null for a visitor, and where there are no accounts.")
    keys: list[Key] = Field(description="The keys of their account; what opens the door is not told.")


class Account(Answer):
    """Somebody who may sign in."""

    id: RowId
    name: str
    role: RoleName
    added: str


class AccountList(Answer):
    """All accounts."""

    accounts: list[Account]


class Deed(Answer):
    """A line of the audit log."""

    id: RowId
    at: str = Field(description="When (ISO 8601).")
    who: str = Field(description="Empty for a visitor.")
    role: RoleName | None
    address: str = Field(description="From where.")
    act: str = Field(examples=["withdraw"])
    detail: str = Field(description="To what.", examples=["article 17"])


class DeedList(ListAnswer):
    """Lines of the audit log, the latest first."""

    deeds: list[Deed]
