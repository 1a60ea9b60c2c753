from symbiose.programmes.perms import ANIMATOR, READERS, STAFF, Access

TABLE = {
    "synergies:list": Access(read=READERS),
    "synergies:detail": Access(read=READERS),
    "synergies:create": Access(read=STAFF, write=STAFF),
    "synergies:edit": Access(read=STAFF, write=STAFF),
    "synergies:recompute": Access(read=STAFF, write=STAFF),
    "synergies:proposal_detail": Access(read=STAFF),
    "synergies:proposal_shortlist": Access(read=frozenset(), write=STAFF),
    "synergies:proposal_set_aside": Access(read=STAFF, write=STAFF),
    "synergies:proposal_restore": Access(read=frozenset(), write=STAFF),
    "synergies:move": Access(read=STAFF, write=STAFF),
    "synergies:participant_add": Access(read=frozenset(), write=STAFF),
    "synergies:participant_remove": Access(read=frozenset(), write=ANIMATOR),
    "synergies:set_pilot": Access(read=frozenset(), write=ANIMATOR),
    "synergies:company_synergies": Access(read=STAFF),
}
