"""Who may open these addresses; rows of the one table of permissions."""

from symbiose.programmes.perms import READERS, STAFF, Access

TABLE: dict[str, Access] = {
    "balance:detail": Access(read=READERS),
    "balance:needs": Access(read=READERS),
    "balance:export": Access(read=READERS),
    "balance:pdf": Access(read=READERS),
    # Lines with their amounts: who reads some of them and the sum could work out the others.
    "balance:facts": Access(read=STAFF),
}
