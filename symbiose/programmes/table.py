"""Rows of the permission table for the settings: the animator's alone."""

from symbiose.programmes.perms import ANIMATOR, NOBODY, Access

TABLE = {
    "programmes:settings": Access(read=ANIMATOR, write=ANIMATOR),
    "programmes:members": Access(read=ANIMATOR),
    "programmes:invite": Access(read=ANIMATOR, write=ANIMATOR),
    "programmes:member_edit": Access(read=ANIMATOR, write=ANIMATOR),
    "programmes:member_end": Access(read=NOBODY, write=ANIMATOR),
    "programmes:invitation_revoke": Access(read=NOBODY, write=ANIMATOR),
    "programmes:partners": Access(read=ANIMATOR),
    "programmes:partner_create": Access(read=ANIMATOR, write=ANIMATOR),
    "programmes:partner_edit": Access(read=ANIMATOR, write=ANIMATOR),
    "programmes:partner_delete": Access(read=NOBODY, write=ANIMATOR),
}
PUBLIC = ("root:invitation", "health_live", "health_ready")
SIGNED_IN = ("root:home", "root:programmes", "root:join")
