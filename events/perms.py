from symbiose.programmes.perms import ANIMATOR, NOBODY, STAFF, Access

TABLE = {
    "events:list": Access(read=STAFF),
    "events:create": Access(read=ANIMATOR, write=ANIMATOR),
    "events:detail": Access(read=STAFF),
    "events:edit": Access(read=ANIMATOR, write=ANIMATOR),
    "events:cancel": Access(read=NOBODY, write=ANIMATOR),
    "events:minutes": Access(read=ANIMATOR, write=ANIMATOR),
    "events:invite": Access(read=ANIMATOR, write=ANIMATOR),
    "events:presence": Access(read=STAFF, write=STAFF),
    "events:agenda": Access(read=ANIMATOR, write=ANIMATOR),
    "events:agenda_remove": Access(read=NOBODY, write=ANIMATOR),
    "events:hands": Access(read=NOBODY, write=ANIMATOR),
    "events:decide": Access(read=ANIMATOR, write=ANIMATOR),
    "events:screen": Access(read=STAFF),
    "events:close": Access(read=ANIMATOR, write=ANIMATOR),
}
