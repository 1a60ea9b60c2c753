"""Everybody who holds a link may open its page: no account, no role."""

PUBLIC = (
    "personal:home",
    "personal:opened",
    "personal:renew",
    "personal:transfer",
    "personal:opt_out",
    "personal:unsubscribe",
)
