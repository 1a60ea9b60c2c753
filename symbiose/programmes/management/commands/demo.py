"""`make demo`: the whole platform on one machine, without a server to install."""

import fcntl
import os
import shutil
import socket
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser

from symbiose.health import OK, migrations_state
from symbiose.programmes.models import Programme
from symbiose.settings.embedded import file_broker
from symbiose.supervisor import Stopped, Supervisor, end_with_parent, stop_signals, wait_until

HOST = "127.0.0.1"
START_SECONDS = 60
PASSWORD = "symbiose-demo"  # nosec B105 (published: demo data only)
ACCOUNTS = {
    "animatrice@demo.symbiose.test": "animatrice du Pays de Sillé",
    "deveco@demo.symbiose.test": "chargée de mission développement économique",
    "cci@demo.symbiose.test": "conseillère de la CCI",
    "cma@demo.symbiose.test": "conseillère de la CMA",
    "agri@demo.symbiose.test": "conseillère de la Chambre d’agriculture",
    "elu@demo.symbiose.test": "élu du COPIL, en lecture",
    "expert@demo.symbiose.test": "expert invité à une action",
    "reseau@demo.symbiose.test": "tête de réseau",
    "animatrice.corse@demo.symbiose.test": "animatrice du second programme",
}


class Command(BaseCommand):
    help = "Prepare the demo data, start web, worker and scheduler, and stop them together."
    requires_system_checks = ()  # they load every page, which the web server is about to do

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="drop the embedded data, load it anew, start nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("demo: only in SYMBIOSE_MODE=demo")
        end_with_parent()
        with stop_signals(), locked(settings.DATA_DIR / "demo.lock"):
            try:
                if options["reset"]:
                    drop_data(settings.DATA_DIR)
                prepare()
                if not options["reset"]:
                    self.run_programs()
            except Stopped:
                return

    def run_programs(self) -> None:
        supervisor = Supervisor()
        try:
            url = start_programs(supervisor)
            if not wait_until(lambda: bool(supervisor.ended()) or answers(url), seconds=START_SECONDS):
                raise CommandError(f"demo: {url} did not answer within {START_SECONDS} s")
            if not supervisor.ended():
                self.announce(url)
            while not supervisor.ended():
                time.sleep(0.2)
            raise CommandError(f"demo: {supervisor.ended()} ended by itself, everything is stopped")
        finally:
            supervisor.stop()

    def announce(self, url: str) -> None:
        accounts = [f"  {email:38}{role}" for email, role in ACCOUNTS.items()]
        lines = ["", f"Symbiose répond : {url}", "", f"Comptes (mot de passe : {PASSWORD})", *accounts, ""]
        self.stdout.write("\n".join([*lines, "Ctrl-C pour arrêter."]))
        self.stdout.flush()


def locked(path: Path) -> IO[str]:
    """Hold the data folder: a second worker on the same broker folder would race with the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CommandError(f"demo: already running on {path.parent}") from None
    return lock


def drop_data(folder: Path) -> None:
    """Remove what the demo has written, but its secret key; a database server is not ours to empty."""
    if settings.DATABASE_URL:
        raise CommandError("demo --reset: only for the embedded database, and DATABASE_URL is given")
    for path in folder.glob("symbiose.sqlite3*"):
        path.unlink()
    for name in ("media", "mail", "cache", "broker"):
        shutil.rmtree(folder / name, ignore_errors=True)
    file_broker(folder)


def prepare() -> None:
    """Bring the data folder up to date; quick where nothing has changed."""
    if migrations_state() != OK:
        call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    if "load_demo" in get_commands() and not Programme.objects.exists():
        call_command("load_demo", stdout=sys.stderr)


def collect_static() -> None:
    """Copy and hash the static files, where one of them has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = static_state()
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)


def static_state() -> str:
    """A digest of the name, size and date of every static file."""
    files = [storage.path(name) for finder in get_finders() for name, storage in finder.list(None)]
    facts = [(path, os.stat(path).st_size, os.stat(path).st_mtime_ns) for path in sorted(files)]
    return sha256(repr(facts).encode()).hexdigest()


def start_programs(supervisor: Supervisor) -> str:
    """Start web and worker, and note the address for the commands that write links."""
    with listening_socket(settings.PORT) as listener:
        port = listener.getsockname()[1]
        url = settings.BASE_URL or f"http://localhost:{port}"
        (settings.DATA_DIR / "base_url").write_text(url)
        supervisor.start("web", web_command(listener.fileno()), pass_fds=[listener.fileno()])
    supervisor.start("worker", worker_command())
    return f"http://localhost:{port}"


def listening_socket(port: int) -> socket.socket:
    """Listen on the port asked for, else on a free one; the web server inherits it, so nobody takes it meanwhile."""
    for candidate in (port, 0):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
        except OSError:
            listener.close()
            sys.stderr.write(f"demo: port {port} is taken, another one is chosen\n")
            continue
        listener.listen(256)
        return listener
    raise CommandError("demo: no port is free")


def web_command(descriptor: int) -> list[str]:
    options = ["--worker-class=gthread", "--threads=8", "--no-control-socket", "--log-level=warning", "--timeout=60"]
    return [sys.executable, "-m", "gunicorn", f"--bind=fd://{descriptor}", *options, "symbiose.wsgi"]


def worker_command() -> list[str]:
    """One worker with the scheduler; two children, so that a long task holds up no mail."""
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=WARNING"]
    pool = ["--pool=prefork", "--concurrency=2", "--beat"]
    return [sys.executable, "-m", "celery", "--quiet", "--app=symbiose", "worker", *pool, *quiet]


def answers(url: str) -> bool:
    try:
        with urlopen(f"{url}/health/ready", timeout=5) as response:  # nosec B310 (our own address)
            return int(response.status) == 200
    except (URLError, OSError):
        return False
