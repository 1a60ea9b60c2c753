"""Who may open these addresses; rows of the one table of permissions."""

from symbiose.programmes.perms import NOBODY, STAFF, Access

TABLE: dict[str, Access] = {
    "attachments:create": Access(read=NOBODY, write=STAFF),
    "attachments:file": Access(read=STAFF),
    "attachments:preview": Access(read=STAFF),
    "attachments:caption": Access(read=STAFF, write=STAFF),
    "attachments:remove": Access(read=NOBODY, write=STAFF),
    "attachments:restore": Access(read=NOBODY, write=STAFF),
}
