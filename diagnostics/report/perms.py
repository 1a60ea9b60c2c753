"""Who may open these addresses; rows of the one table of permissions."""

from symbiose.programmes.perms import NOBODY, STAFF, Access

TABLE: dict[str, Access] = {
    "report:pdf": Access(read=STAFF),
    "report:panel": Access(read=STAFF),
    "report:send": Access(read=NOBODY, write=STAFF),
    "report:agreement": Access(read=STAFF, write=STAFF),
    "report:prepare": Access(read=STAFF),
    "report:prepare_pdf": Access(read=STAFF),
    "report:summary": Access(read=STAFF),
    "report:company_agreement": Access(read=STAFF, write=STAFF),
}
