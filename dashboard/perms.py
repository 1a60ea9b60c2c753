from symbiose.programmes.perms import ANIMATOR, EVERYBODY, READERS, STAFF, Access

TABLE = {
    "dashboard:home": Access(read=EVERYBODY),
    "dashboard:news": Access(read=ANIMATOR),
    "dashboard:indicators": Access(read=READERS),
    "dashboard:facts": Access(read=READERS),
    "dashboard:search": Access(read=STAFF),
}
