"""Who may open these addresses; rows of the one table of permissions."""

from symbiose.programmes.perms import ANIMATOR, NOBODY, STAFF, Access

TABLE: dict[str, Access] = {
    "surveys:list": Access(read=STAFF),
    "surveys:create": Access(read=ANIMATOR, write=ANIMATOR),
    "surveys:detail": Access(read=STAFF),
    "surveys:close": Access(read=NOBODY, write=ANIMATOR),
    "surveys:extend": Access(read=NOBODY, write=ANIMATOR),
    "surveys:add": Access(read=NOBODY, write=ANIMATOR),
    "surveys:export": Access(read=STAFF),
    "surveys:company": Access(read=STAFF),
    "surveys:poster": Access(read=STAFF),
    "surveys:revoke": Access(read=NOBODY, write=ANIMATOR),
    "surveys:renew": Access(read=NOBODY, write=ANIMATOR),
    "surveys:note_need": Access(read=NOBODY, write=ANIMATOR),
}
# Opened by the address that a company spreads: whoever holds it may answer.
PUBLIC = frozenset({"survey_answers:answer", "survey_answers:thanks"})
