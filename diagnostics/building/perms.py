"""Who may open these addresses: the animator writes, advisers read and try."""

from symbiose.programmes.perms import ANIMATOR, NOBODY, STAFF, Access

PAGES = ("create", "publish", "name", "section_create", "section_edit", "question_create", "question_edit")
GESTURES = (
    "archive",
    "restore",
    "revise",
    "discard",
    "undo",
    "section_move",
    "section_duplicate",
    "section_delete",
    "question_move",
    "question_duplicate",
    "question_delete",
)
READ = ("list", "detail", "preview", "preview_summary", "print")
TABLE = {
    **{f"templates:{name}": Access(read=STAFF) for name in READ},
    **{f"templates:{name}": Access(read=ANIMATOR, write=ANIMATOR) for name in PAGES},
    **{f"templates:{name}": Access(read=NOBODY, write=ANIMATOR) for name in GESTURES},
    "templates:edit": Access(read=ANIMATOR),
    "templates:preview_question": Access(read=STAFF, write=STAFF),
    "templates:preview_restart": Access(read=NOBODY, write=STAFF),
    "templates:send_trial": Access(read=NOBODY, write=STAFF),
}
