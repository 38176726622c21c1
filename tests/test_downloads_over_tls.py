"""Encrypted sites are read when their certificate is good for them, and told apart by what is wrong with it."""

import asyncio
import datetime
import gc
import ssl

import pytest
import trustme
from worst_server import SmallWeb, WorstServer, source

from fetching.downloading import Limits
from fetching.transport import BadRoots, trusted_roots

PAGE = {"/robots.txt": "", "/a": "<p>Nine ferries sail.</p>"}


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def trusting(authority, monkeypatch, tmp_path):
    """The test's own authority is the only one trusted."""
    authority.cert_pem.write_to_path(tmp_path / "roots.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "roots.pem"))


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def get(url: str, server: WorstServer, **options):
    """The answer to `url`, every host being `server`."""

    async def run():
        async with server.running(), SmallWeb(server).downloader(**options) as downloads:
            return await downloads.get(url, source(), "article")

    answer = asyncio.run(asyncio.wait_for(run(), 20))
    gc.collect()  # a socket left open would speak up now, as a warning that fails the test
    return answer


def test_a_good_certificate_and_the_name_of_the_host_in_the_handshake(trusting, authority):
    names = []
    context = serving(authority.issue_cert("ferries.example", "other.example"))
    context.sni_callback = lambda _, name, __: names.append(name)
    answer = get("https://ferries.example/a", WorstServer(PAGE, context=context))
    assert (answer.request.error, answer.body) == (None, b"<p>Nine ferries sail.</p>")
    assert names == ["ferries.example"]


def test_a_good_certificate_for_an_address(trusting, authority):
    server = WorstServer(PAGE, context=serving(authority.issue_cert("8.8.8.8")))
    assert get("https://8.8.8.8/a", server).request.error is None


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        (lambda own: trustme.CA().issue_cert("ferries.example"), "certificate not trusted"),
        (lambda own: own.issue_cert("bakers.example"), "certificate of another host"),
        (lambda own: own.issue_cert("8.8.4.4"), "certificate of another host"),
        (
            lambda own: own.issue_cert(
                "ferries.example",
                not_before=datetime.datetime(2020, 1, 1),  # noqa: DTZ001 - as trustme wants it
                not_after=datetime.datetime(2021, 1, 1),  # noqa: DTZ001
            ),
            "certificate expired",
        ),
    ],
    ids=["self-signed", "another name", "an address", "expired"],
)
def test_a_certificate_that_is_not_good(trusting, authority, certificate, words):
    server = WorstServer(PAGE, context=serving(certificate(authority)))
    request = get("https://ferries.example/a", server).request
    assert (request.failure, request.error, request.status) == ("temporary", words, None)
    assert request.detail
    assert server.paths == []


def test_plain_http_where_tls_is_expected(trusting):
    class Plain(WorstServer):
        async def _serve(self, reader, writer):
            await reader.read(1)
            writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            writer.close()

    request = get("https://ferries.example/a", Plain()).request
    assert (request.failure, request.error) == ("temporary", "TLS failed")


def test_tls_where_plain_http_is_expected(trusting, authority):
    server = WorstServer(PAGE, context=serving(authority.issue_cert("ferries.example")))
    request = get("http://ferries.example/a", server).request
    assert request.failure == "temporary"
    assert request.error == "robots unavailable"
    assert server.paths == []


def test_old_versions_of_tls_are_not_spoken(trusting, authority):
    context = serving(authority.issue_cert("ferries.example"))
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    request = get("https://ferries.example/a", WorstServer(PAGE, context=context)).request
    assert (request.failure, request.error) == ("temporary", "TLS failed")


@pytest.mark.parametrize("limits", [Limits(connect_s=0.3), Limits(deadline_s=0.3)], ids=["connecting", "deadline"])
def test_a_handshake_that_never_ends(trusting, limits):
    class Mute(WorstServer):
        async def _serve(self, reader, writer):
            while await reader.read(1000):
                pass
            writer.close()

    request = get("https://ferries.example/a", Mute(), limits=limits).request
    assert (request.failure, request.error) == ("temporary", "robots unavailable")
    assert "timed out" in request.detail


def test_a_redirect_to_plain_http_is_followed_encrypted(trusting, authority):
    answers = {
        "/robots.txt": "",
        "/a": {"status": 301, "headers": {"Location": "http://ferries.example/b"}},
        "/b": "<p>Ten ferries sail.</p>",
    }
    server = WorstServer(answers, context=serving(authority.issue_cert("ferries.example")))
    answer = get("https://ferries.example/a", server)
    assert answer.request.error is None
    assert answer.request.final_url == "https://ferries.example/b"


@pytest.mark.parametrize(
    ("target", "words"),
    [("http://ferries.example:8080/b", "redirect refused"), ("http://ferries.example/a", "redirect loop")],
)
def test_a_redirect_that_could_only_be_followed_in_the_clear(trusting, authority, target, words):
    answers = {"/robots.txt": "", "/a": {"status": 301, "headers": {"Location": target}}}
    server = WorstServer(answers, context=serving(authority.issue_cert("ferries.example")))
    request = get("https://ferries.example/a", server).request
    assert request.error == words
    assert server.paths == ["/robots.txt", "/a"]


def test_roots_that_cannot_be_read_name_the_variable(monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(BadRoots, match=r"SSL_CERT_FILE gives no certificates .*; correct or unset it"):
        trusted_roots()


def test_without_settings_mozillas_roots_and_the_machines_are_trusted(monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    context = trusted_roots()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.cert_store_stats()["x509_ca"] > 100
