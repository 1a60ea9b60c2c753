from symbiose.programmes.perms import ANIMATOR, NOBODY, STAFF, Access

TABLE = {
    "companies:list": Access(read=STAFF),
    "companies:export": Access(read=STAFF),
    "companies:create": Access(read=STAFF, write=STAFF),
    "companies:import": Access(read=ANIMATOR, write=ANIMATOR),
    "companies:detail": Access(read=STAFF),
    "companies:edit": Access(read=STAFF, write=STAFF),
    "companies:archive": Access(read=NOBODY, write=ANIMATOR),
    "companies:restore": Access(read=NOBODY, write=ANIMATOR),
    "companies:engagement": Access(read=STAFF),
    "companies:note": Access(read=STAFF, write=STAFF),
    "companies:note_preview": Access(read=NOBODY, write=STAFF),
    "companies:next_step_done": Access(read=NOBODY, write=STAFF),
    "companies:contact_create": Access(read=STAFF, write=STAFF),
    "companies:contact_edit": Access(read=STAFF, write=STAFF),
    "companies:contact_leave": Access(read=NOBODY, write=STAFF),
    "companies:contact_link": Access(read=STAFF, write=STAFF),
}
