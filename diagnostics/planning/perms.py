"""Who may open these addresses; rows of the one table of permissions."""

from symbiose.programmes.perms import NOBODY, STAFF, Access

TABLE: dict[str, Access] = {
    "planning:home": Access(read=STAFF),
    "planning:to_visit": Access(read=STAFF, write=STAFF),
    "planning:draft_remind": Access(read=NOBODY, write=STAFF),
    "planning:calendar": Access(read=STAFF),
    "planning:export": Access(read=STAFF),
    "planning:feed": Access(read=STAFF),
    "planning:feed_renew": Access(read=NOBODY, write=STAFF),
    "planning:feed_cut": Access(read=NOBODY, write=STAFF),
    "planning:slots": Access(read=STAFF, write=STAFF),
    "planning:slot_cancel": Access(read=NOBODY, write=STAFF),
    "planning:visit_hour": Access(read=STAFF, write=STAFF),
    "planning:visit_free": Access(read=NOBODY, write=STAFF),
}
