from symbiose.programmes.perms import ANIMATOR, NOBODY, READERS, READERS_AND_PARTNER, STAFF, Access

TABLE = {
    "roadmaps:list": Access(read=READERS_AND_PARTNER),
    "roadmaps:detail": Access(read=READERS_AND_PARTNER),
    "roadmaps:pdf": Access(read=READERS_AND_PARTNER),
    "roadmaps:create": Access(read=NOBODY, write=STAFF),
    "roadmaps:create_all": Access(read=NOBODY, write=ANIMATOR),
    "roadmaps:edit": Access(read=STAFF, write=STAFF),
    "roadmaps:commitments": Access(read=STAFF, write=STAFF),
    "roadmaps:weather": Access(read=STAFF, write=STAFF),
    "roadmaps:submit": Access(read=NOBODY, write=STAFF),
    "roadmaps:validate": Access(read=ANIMATOR, write=ANIMATOR),
    "roadmaps:version_open": Access(read=NOBODY, write=STAFF),
    "roadmaps:step_create": Access(read=STAFF, write=STAFF),
    "roadmaps:step_edit": Access(read=STAFF, write=STAFF),
    "roadmaps:step_state": Access(read=STAFF, write=STAFF),
    "roadmaps:guests": Access(read=ANIMATOR, write=ANIMATOR),
    "roadmaps:guest_dismiss": Access(read=NOBODY, write=ANIMATOR),
    "roadmaps:synergy_card": Access(read=READERS),
    "roadmaps:company_steps": Access(read=STAFF),
}
