"""The health check of a container: `scripts/healthy.py web` or `worker`; exit status 0 when all is well."""

import json
import os
import sys
from http.client import HTTPConnection

HOST = os.environ.get("HEALTH_HOST", "web" if sys.argv[1:] == ["worker"] else "127.0.0.1")
PORT = int(os.environ.get("HEALTH_PORT", "8000"))


def main(part: str) -> int:
    connection = HTTPConnection(HOST, PORT, timeout=8)
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    connection.request("GET", "/health/ready", headers={"Host": name})
    answer = connection.getresponse()
    state = json.loads(answer.read())
    if part == "worker":
        return int(state["worker"] != "ok")
    return int(answer.status != 200)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
