from symbiose.programmes.perms import EVERYBODY, READERS, STAFF, Access

TABLE = {
    "dashboard:home": Access(read=EVERYBODY),
    "dashboard:indicators": Access(read=READERS),
    "dashboard:facts": Access(read=READERS),
    "dashboard:search": Access(read=STAFF),
}
