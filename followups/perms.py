from symbiose.programmes.perms import ANIMATOR, NOBODY, STAFF, Access

TABLE = {
    "followups:list": Access(read=STAFF),
    "followups:call_done": Access(read=NOBODY, write=STAFF),
    "followups:rules": Access(read=ANIMATOR),
    "followups:rule_switch": Access(read=NOBODY, write=ANIMATOR),
    "followups:outbox": Access(read=STAFF),
    "followups:outbox_message": Access(read=STAFF),
    "followups:outbox_edit": Access(read=ANIMATOR, write=ANIMATOR),
    "followups:outbox_release": Access(read=NOBODY, write=ANIMATOR),
    "followups:outbox_release_all": Access(read=NOBODY, write=ANIMATOR),
    "followups:outbox_hold_again": Access(read=NOBODY, write=ANIMATOR),
    "followups:outbox_cancel": Access(read=NOBODY, write=ANIMATOR),
    "followups:outbox_retry": Access(read=NOBODY, write=ANIMATOR),
}
