"""The documented nginx in front of gunicorn, in production: visitors are told apart, and limits hold for all processes.

Runs ``deploy/nginx.conf`` itself, with only ports, host name and certificate replaced, on this machine's loopback.
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

from tests import migrated
from tests.deploy_check import PRODUCTION
from tests.trials.checks import NotTried, Wrong, figure, must_be

HERE = Path(__file__).resolve().parent.parent.parent
NAME = "portal.example.dk"
EMAIL, PASSWORD = "drift@example.dk", "et-rigtig-langt-kodeord"
SIGN_IN, CODE = "/konto/log-ind/", "/konto/kode/"
#: Two visitors, and one who knows nobody's password.
FIRST, SECOND, THIRD, FOURTH = "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"
#: Wrong passwords that one account is allowed from one address.
ALLOWED = 5
LONGEST_START = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """The portal with everything it needs in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.web_port, self.proxy_port = folder, free_port(), free_port()
        self.log = folder / "gunicorn.log"
        inherited = {key: os.environ[key] for key in ("PATH", "LANG", "HOME") if key in os.environ}
        self.environment = {
            **inherited,
            **PRODUCTION,
            "ABC_VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
            "ABC_BEHIND_PROXY": "yes",
            "ABC_TRUSTED_PROXIES": "127.0.0.1",
            # Nobody listens there: the mail server is down.
            "ABC_MAIL_HOST": "127.0.0.1",
            "ABC_MAIL_PORT": str(free_port()),
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }
        self.context = ssl.create_default_context(cafile=str(folder / "portal.pem"))
        self.context.check_hostname = False

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=HERE, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Wrong(f"manage.py {arguments[0]}: {done.stderr.strip()[-300:]}")

    @contextlib.contextmanager
    def gunicorn(self) -> Iterator[None]:
        """Two web processes, as many as ``make run`` has; each writes its number beside every answer."""
        with running(
            [
                sys.executable, "-m", "gunicorn", "abc_portal.wsgi:application", "--bind", f"127.0.0.1:{self.web_port}",
                "--workers", "2", "--log-level", "warning", "--no-control-socket", "--access-logfile", str(self.log),
                "--access-logformat", "%(p)s %(m)s %(U)s %(s)s",
            ],
            self.environment,
            self.web_port,
            self.folder / "gunicorn-error.log",
        ):  # fmt: skip
            yield

    @contextlib.contextmanager
    def nginx(self, program: str) -> Iterator[None]:
        write_nginx(self)
        command = [program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"]
        with running(command, dict(os.environ), self.proxy_port, self.folder / "nginx-start.log"):
            yield

    def workers(self) -> set[str]:
        """The web processes that answered a sign-in so far."""
        return set(re.findall(rf"<?(\d+)>? POST {SIGN_IN}", self.log.read_text(encoding="utf-8")))


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], port: int, log: Path) -> Iterator[None]:
    """The program, from when it answers at its port to the end of the block."""
    # Every refusal is a line there; the figures are what is to be read.
    with log.open("ab") as errors:
        process = subprocess.Popen(command, cwd=HERE, env=environment, start_new_session=True, stderr=errors)
    try:
        last = time.monotonic() + LONGEST_START
        while not answers(port):
            if process.poll() is not None or time.monotonic() > last:
                raise Wrong(f"{Path(command[0]).name} did not start: {log.read_text(encoding='utf-8')[-500:]}")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def make_certificate(folder: Path) -> None:
    """A certificate of this machine's own making."""
    command = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
        "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(folder / "portal.key"), "-out", str(folder / "portal.pem"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)


def write_nginx(site: Site) -> None:
    """The shipped configuration inside the least that nginx wants around it."""
    shipped = (HERE / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        "listen 443 ssl": f"listen 127.0.0.1:{site.proxy_port} ssl",
        "/etc/ssl/portal.example.dk.pem": str(site.folder / "portal.pem"),
        "/etc/ssl/private/portal.example.dk.key": str(site.folder / "portal.key"),
        "http://127.0.0.1:8000": f"http://127.0.0.1:{site.web_port}",
    }
    for before, after in changes.items():
        if before not in shipped:
            raise Wrong(f"deploy/nginx.conf no longer says: {before}")
        shipped = shipped.replace(before, after)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {site.folder}/{kind};\n" for kind in kinds)
    around = f"pid {site.folder}/nginx.pid;\nerror_log {site.folder}/nginx-error.log;\nevents {{}}\nhttp {{\n"
    text = f"{around}access_log {site.folder}/nginx-access.log;\n{places}{shipped}\n}}\n"
    (site.folder / "nginx.conf").write_text(text, encoding="utf-8")


class Visitor:
    """Somebody at an address of this machine, whose browser keeps no connection open."""

    def __init__(self, site: Site, address: str) -> None:
        self.site, self.address = site, address

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        connection = HTTPSConnection(
            "127.0.0.1", self.site.proxy_port, source_address=(self.address, 0), context=self.site.context, timeout=60
        )
        try:
            sent = {"Host": NAME, "Referer": f"https://{NAME}{path}", **headers}
            if body:
                sent["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body or None, sent)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8")
        finally:
            connection.close()

    def post(self, page: str, fields: dict[str, str], **headers: str) -> tuple[int, dict[str, str], str]:
        _status, received, html = self.ask("GET", page)
        cookie = re.search(r"csrftoken=[^;]+", received.get("Set-Cookie", ""))
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
        if cookie is None or token is None:
            raise Wrong(f"{page} has no form")
        body = urlencode({**fields, "csrfmiddlewaretoken": token[1]})
        return self.ask("POST", page, body, Cookie=cookie[0], **headers)

    def sign_in(self, password: str, **headers: str) -> int:
        return self.post(SIGN_IN, {"login": EMAIL, "password": password}, **headers)[0]


def run() -> None:
    """Raises :class:`NotTried` without nginx, :class:`Wrong` when something does not hold."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise NotTried("nginx is not installed (apt-get install nginx-light)")
    if shutil.which("openssl") is None:
        raise NotTried("openssl is not installed")
    with tempfile.TemporaryDirectory(prefix="abc-trial-") as place:
        folder = Path(place)
        folder.chmod(0o755)  # nginx's own processes have less rights than its starter
        make_certificate(folder)
        site = Site(folder)
        shutil.copyfile(migrated.original(None), folder / "portal.sqlite3")
        for command in (
            ("collectstatic", "--noinput", "--verbosity=0"),
            ("createsuperuser", "--noinput", "--email", EMAIL),
        ):
            site.manage(*command)
        with site.nginx(program):
            with site.gunicorn():
                tell_apart(site)
                forge(site)
                ask_without_mail_server(site)
            with site.gunicorn():
                after_a_restart(site)
        figure("web processes that answered sign-ins", len(site.workers()))
        if len(site.workers()) < 3:  # two before the restart, and at least one of the new ones
            raise Wrong("not both web processes were asked, so nothing is shown of what they share")


def tell_apart(site: Site) -> None:
    first, second = Visitor(site, FIRST), Visitor(site, SECOND)
    found = [first.sign_in("forkert") for _number in range(20)]
    must_be("20 wrong passwords from one address: checked", found.count(200), ALLOWED)
    must_be("… refused", found.count(429), 20 - ALLOWED)
    status, headers, html = first.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD})
    must_be("the right password from there", status, 429)
    must_be("… the page says when", bool(re.search(r"Prøv igen kl\. \d\d\.\d\d", html)), True)
    figure("… Retry-After", headers.get("Retry-After"))
    must_be("the right password from another address", second.sign_in(PASSWORD), 302)
    with contextlib.closing(sqlite3.connect(site.folder / "portal.sqlite3")) as database:
        [(number,)] = database.execute("SELECT count(*) FROM abc_portal_cache WHERE cache_key LIKE '%limit:%'")
    figure("entries that count, in the database", number)


def forge(site: Site) -> None:
    third = Visitor(site, THIRD)
    found = []
    for number in range(20):
        address = f"198.51.100.{number}"
        found.append(
            third.sign_in(
                "forkert", **{"X-Forwarded-For": address, "X-Real-IP": address, "Forwarded": f"for={address}"}
            )
        )
    must_be("20 wrong passwords with a forged address each: checked", found.count(200), ALLOWED)
    direct = HTTPConnection("127.0.0.1", site.web_port, source_address=(FIRST, 0), timeout=60)
    direct.request("GET", SIGN_IN, headers={"Host": NAME, "X-Forwarded-Proto": "https", "X-Forwarded-For": SECOND})
    must_be("past the proxy, claiming TLS", direct.getresponse().status, 301)
    direct.close()


def ask_without_mail_server(site: Site) -> None:
    fourth = Visitor(site, FOURTH)
    times = {}
    for email in (EMAIL, "ukendt@example.dk"):
        began = time.monotonic()
        must_be(f"a code for {email}, mail server down", fourth.post(CODE, {"email": email})[0], 302)
        times[email] = time.monotonic() - began
    figure("… seconds", ", ".join(f"{seconds:.3f}" for seconds in times.values()))


def after_a_restart(site: Site) -> None:
    must_be("after a restart, from the first address", Visitor(site, FIRST).sign_in(PASSWORD), 429)
    must_be("… and from the second", Visitor(site, SECOND).sign_in(PASSWORD), 302)
