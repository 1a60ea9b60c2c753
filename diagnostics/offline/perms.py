"""Who may open these addresses; rows of the one table of permissions."""

from symbiose.programmes.perms import Access

TABLE: dict[str, Access] = {}
