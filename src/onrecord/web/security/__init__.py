"""Who may do what: accounts, sessions, cross-site requests, headers, limits, the audit log.

What pages and the API need of it:

* ``user(request)``: who asks, a ``User`` with ``name`` and ``role`` (None for a visitor).
* ``needs(role)``: a decorator of handlers; without it reading is open and whatever changes something needs a
  reviewer. ``require(request, role)`` asks the same inside a handler.
* ``{{ csrf_field() }}`` in forms of templates; ``{{ csrf_token() }}`` for scripts, which send it as the
  header ``X-CSRF-Token``. ``{{ who() }}`` is the ``User``.
* ``audit(request, act, detail)``: notes what was done.
"""

from onrecord.web.security.auditing import audit
from onrecord.web.security.csrf import csrf_field, csrf_token
from onrecord.web.security.identity import guard, needs, require, user
from onrecord.web.security.roles import NOBODY, Role, User, Via

__all__ = [
    "NOBODY",
    "Role",
    "User",
    "Via",
    "audit",
    "csrf_field",
    "csrf_token",
    "guard",
    "needs",
    "require",
    "user",
]
