"""What the reading room refuses to do, as errors: each has its HTTP status and a code for programs."""

from __future__ import annotations

from onrecord.errors import OnrecordError


class RefusedError(OnrecordError):
    """A request that is not answered. ``hint`` is what to do now, ``wait`` how many seconds may help."""

    status = 400
    code = "refused"

    def __init__(self, message: str, *, hint: str | None = None, wait: int | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.wait = wait


class SignInNeededError(RefusedError):
    """Nobody is signed in, and this needs somebody."""

    status = 401
    code = "sign-in-needed"


class NotAllowedError(RefusedError):
    """Whoever is signed in may not do this."""

    status = 403
    code = "not-allowed"


class ForeignFormError(RefusedError):
    """A form or a script of another site, or one that is out of date."""

    status = 403
    code = "foreign-form"


class UnknownHostError(RefusedError):
    """A name in the Host header that is not this server's."""

    status = 421
    code = "unknown-host"


class TooManyError(RefusedError):
    """More requests than one address or account may make."""

    status = 429
    code = "too-many-requests"


class OvertaxedError(RefusedError):
    """All hands are busy: too many readings or readers at once."""

    status = 503
    code = "busy"
