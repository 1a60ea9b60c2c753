"""Addresses open to everybody: how one gets in."""

PUBLIC = (
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
)
# Addresses of whoever is signed in, whatever their roles.
SIGNED_IN = ("account_profile", "account_change_password")
