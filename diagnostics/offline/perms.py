"""Who may open these addresses; rows of the one table of permissions."""

from symbiose.programmes.perms import NOBODY, STAFF, Access

TABLE: dict[str, Access] = {
    "sync:words": Access(read=STAFF),
    "sync:ready": Access(read=STAFF),
    "sync:push": Access(read=NOBODY, write=STAFF),
    "sync:state": Access(read=STAFF),
    "sync:conflicts": Access(read=STAFF),
    "sync:resolve": Access(read=NOBODY, write=STAFF),
}
