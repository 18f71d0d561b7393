"""A cache only makes things faster: whatever happens to its server, readers get their pages."""

import logging
import shutil
import signal
import socket
import subprocess
import threading
import time
from contextlib import closing, contextmanager

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache
from django.test import override_settings

from portal import cache as portal_cache
from portal.settings.base import cache_of
from search.index.store import rebuild
from tests import factories
from tests.served import free_port

pytestmark = pytest.mark.one_database

REDIS = shutil.which("redis-server")
BACKEND = "portal.cache.OptionalRedisCache"
SLOWEST = 5.0  # seconds that an outage may cost, on a busy machine
ADDRESSES = ("/", "/en/", "/search/?q=x", "/sitemap.xml", "/nowhere/", "/admin/login/", "/healthz")


def cache_at(address, **options):
    return portal_cache.OptionalRedisCache(address, {"OPTIONS": options} if options else {})


def questions(asked):
    """Everything that can be asked of a cache, with the answers of one whose server is gone."""
    return {
        "add": (lambda: asked.add("a", 1), False),
        "get": (lambda: asked.get("a", "default"), "default"),
        "set": (lambda: asked.set("a", 1), None),
        "touch": (lambda: asked.touch("a"), False),
        "delete": (lambda: asked.delete("a"), False),
        "get_many": (lambda: asked.get_many(["a", "b"]), {}),
        "has_key": (lambda: "a" in asked, False),
        "set_many": (lambda: asked.set_many({"a": 1}), []),
        "delete_many": (lambda: asked.delete_many(["a"]), None),
        "clear": (lambda: asked.clear(), False),
        "get_or_set": (lambda: asked.get_or_set("a", lambda: 7), 7),
    }


@contextmanager
def silent_server():
    """Takes connections and never answers, as a server that is blocked does."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@contextmanager
def server_that_says(answer):
    """Answers every question with the same line."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)

        def serve():
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                with closing(connection):
                    connection.recv(4096)
                    connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@contextmanager
def nothing(address):
    yield address


GONE = {
    "nobody listens": lambda: nothing(f"redis://127.0.0.1:{free_port()}/0"),
    "no such host": lambda: nothing("redis://cache.invalid:6379/0"),
    "no such port": lambda: nothing("redis://127.0.0.1:port/0"),
    "it never answers": silent_server,
    "it is still loading": lambda: server_that_says(b"-LOADING Redis is loading\r\n"),
    "its memory is full": lambda: server_that_says(b"-OOM command not allowed\r\n"),
    "it hangs up": lambda: server_that_says(b""),
    "it speaks another language": lambda: server_that_says(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
}


@pytest.fixture(params=GONE.values(), ids=GONE)
def gone(request):
    """The address of a server that is not there."""
    with request.param() as address:
        yield address


@pytest.mark.parametrize("question", questions(None))
def test_a_server_that_is_gone_is_an_empty_one(gone, question):
    ask, answer = questions(cache_at(gone))[question]
    began = time.monotonic()
    assert ask() == answer
    assert time.monotonic() - began < SLOWEST


def test_to_count_up_what_is_not_there_fails_as_django_says(gone):
    with pytest.raises(ValueError, match="not found"):
        cache_at(gone).incr("a")


def test_an_outage_costs_one_question_and_not_each(gone):
    asked = cache_at(gone)
    asked.get("a")
    began = time.monotonic()
    for _question in range(500):
        assert asked.get("a") is None
    assert time.monotonic() - began < SLOWEST


def test_the_log_tells_of_an_outage_once_a_minute(caplog, monkeypatch):
    moment = [1000.0]
    monkeypatch.setattr(portal_cache.time, "monotonic", lambda: moment[0])
    asked = cache_at(f"redis://127.0.0.1:{free_port()}/0")
    with caplog.at_level(logging.WARNING, "portal.cache"):
        for _second in range(125):
            asked.get("a")
            moment[0] += 1
    assert len(caplog.records) == 3
    assert "pages are made without it" in caplog.text


@contextmanager
def everywhere(address):
    """The whole site with its cache at this address."""
    settings = {"default": {"BACKEND": BACKEND, "LOCATION": address}}
    with override_settings(CACHES=settings):
        yield


@pytest.mark.django_db
def test_every_page_is_served_without_a_cache_server(client, gone):
    factories.translate(factories.site())
    rebuild()
    with everywhere(gone):
        assert isinstance(caches["default"], portal_cache.OptionalRedisCache)
        for address in ADDRESSES:
            assert client.get(address).status_code == (404 if "nowhere" in address else 200)


@pytest.mark.django_db
def test_without_a_cache_server_health_is_degraded_and_not_down(client, gone):
    factories.site()
    with everywhere(gone):
        response = client.get("/healthz")
    assert response.status_code == 200
    body = response.json()
    assert (body["status"], body["cache"]) == ("degraded", "down")
    assert any("cache" in reason for reason in body["reasons"])
    assert "redis" not in response.content.decode()


def test_a_redis_address_leads_to_the_cache_that_may_be_missing():
    assert cache_of("redis://127.0.0.1:6379/1")["BACKEND"] == BACKEND
    assert cache_of("rediss://127.0.0.1:6379/1")["BACKEND"] == BACKEND
    assert cache_of("locmemcache://x")["BACKEND"].endswith("LocMemCache")


def test_every_question_of_djangos_client_has_an_answer_without_a_server():
    """Django's client may get more questions with a new version."""
    own = {name for name, value in vars(portal_cache.RedisCacheClient).items() if callable(value)}
    unanswered = {name for name in own if not name.startswith("_")} - {"get_client"}
    assert unanswered <= set(vars(portal_cache.OptionalClient))
    assert issubclass(portal_cache.OptionalRedisCache, RedisCache)


# --- A real Redis -------------------------------------------------------------------------------


@pytest.fixture
def redis_server(tmp_path):
    """A Redis of the test's own."""
    if REDIS is None:
        pytest.skip("no Redis on this machine: install the package redis-server")
    port = free_port()
    command = [REDIS, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path]
    servers = []

    def start():
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
        servers.append(server)
        asked = cache_at(f"redis://127.0.0.1:{port}/0")
        for _try in range(100):
            asked.set("up", 1)
            if asked.get("up"):
                return server
            asked._cache.outage.end()
            time.sleep(0.05)
        pytest.fail("Redis did not start.")

    yield start, f"redis://127.0.0.1:{port}/0"
    for server in servers:
        server.kill()
        server.wait()


def test_a_cache_keeps_what_it_is_given_as_long_as_its_server_is_there(redis_server):
    start, address = redis_server
    start()
    asked = cache_at(address)
    asked.set("a", {"b": 1})
    asked.set_many({"c": 2, "d": 3})
    assert asked.get("a") == {"b": 1}
    assert asked.get_many(["c", "d"]) == {"c": 2, "d": 3}
    assert asked.incr("c") == 3
    assert not asked.add("c", 9)


def test_a_redis_that_stops_and_comes_back_is_used_again(redis_server, monkeypatch):
    start, address = redis_server
    server = start()
    asked = cache_at(address)
    asked.set("a", 1)
    server.send_signal(signal.SIGKILL)
    server.wait()
    assert asked.get("a") is None
    start()
    monkeypatch.setattr(portal_cache, "TRY_AGAIN", 0)
    asked._cache.outage._try_at = 0
    asked.set("a", 2)
    assert asked.get("a") == 2


def test_a_redis_that_is_started_again_at_once_is_not_missed(redis_server):
    """Its old connections are closed; the first question finds that out and asks once more."""
    start, address = redis_server
    server = start()
    asked = cache_at(address)
    asked.set("a", 1)
    server.kill()
    server.wait()
    start()
    asked.set("b", 2)
    assert asked.get("b") == 2


@pytest.mark.django_db
def test_a_redis_that_hangs_in_the_midst_costs_a_moment(redis_server, client):
    start, address = redis_server
    server = start()
    factories.translate(factories.site())
    with everywhere(address):
        assert client.get("/healthz").json()["cache"] == "ok"
        assert client.get("/").status_code == 200
        server.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        assert cache.get("healthz") is None
        assert time.monotonic() - began < SLOWEST
        assert client.get("/").status_code == 200
        assert client.get("/healthz").json()["status"] == "degraded"
        server.send_signal(signal.SIGCONT)
        caches["default"]._cache.outage._try_at = 0
        assert client.get("/healthz").json()["cache"] == "ok"
