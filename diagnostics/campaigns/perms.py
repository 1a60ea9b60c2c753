"""Who may open these addresses; rows of the one table of permissions."""

from symbiose.programmes.perms import ANIMATOR, NOBODY, STAFF, Access

TABLE: dict[str, Access] = {
    "campaigns:create": Access(read=ANIMATOR, write=ANIMATOR),
    "campaigns:detail": Access(read=STAFF),
    "campaigns:progress": Access(read=STAFF),
    "campaigns:edit": Access(read=ANIMATOR, write=ANIMATOR),
    "campaigns:remind": Access(read=NOBODY, write=ANIMATOR),
    "campaigns:stop": Access(read=NOBODY, write=ANIMATOR),
    "campaigns:answers": Access(read=STAFF),
}
