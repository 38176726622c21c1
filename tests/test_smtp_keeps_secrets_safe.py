"""TLS and login: mail goes out over a proven line to a server that knows us, or not at all."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from mailbox_server import LETTERHEAD, NOW, Clock, Script, Server, message
from pydantic import SecretStr, ValidationError

from alerting.delivering import deliver
from alerting.outbox import Outbox
from alerting.smtp import Mailer, SmtpSettings

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning:aiosmtpd"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with key and certificate for 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def server_context(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def delivered(tmp_path, server, **settings):
    with Outbox(tmp_path / "outbox.sqlite") as outbox:
        outbox.add([message(1)], NOW)
        server.start()
        try:
            with Mailer(server.settings(**settings)) as mailer:
                done = deliver(outbox, mailer.send, LETTERHEAD, clock=Clock(), jitter=lambda: 0.5)
        finally:
            server.stop()
        return done, outbox.get(message(1).message_id).state


def test_starttls_with_a_certificate_we_trust(tmp_path, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    script = Script()
    server = Server(script, tls_context=server_context(certificate), require_starttls=True)
    done, state = delivered(tmp_path, server, security="starttls")
    assert (done.sent, state, len(script.accepted)) == (1, "sent", 1)


def test_starttls_with_a_certificate_nobody_vouches_for(tmp_path, certificate):
    script = Script()
    server = Server(script, tls_context=server_context(certificate), require_starttls=True)
    done, state = delivered(tmp_path, server, security="starttls")
    assert "no secure connection" in done.trouble
    assert (state, script.accepted) == ("retry", [])


def login(right):
    def authenticate(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"figures", right.encode()), handled=False)

    return {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}


@pytest.mark.parametrize(("right", "sent"), [("sesame", 1), ("other", 0)])
def test_login(tmp_path, right, sent):
    script = Script()
    server = Server(script, **login(right))
    done, state = delivered(tmp_path, server, user="figures", password=SecretStr("sesame"))
    assert done.sent == sent == len(script.accepted)
    assert state == ("sent" if sent else "retry")
    assert sent or "check user and password" in done.trouble
    assert "sesame" not in str(done)


def test_the_password_is_never_printed():
    made = SmtpSettings(host="mail.example", sender="a@mail.example", user="figures", password=SecretStr("sesame"))
    assert "sesame" not in repr(made)
    assert made.security == "starttls"


@pytest.mark.parametrize("wrong", [{"host": ""}, {"port": 0}, {"sender": "nobody"}, {"security": "maybe"}])
def test_settings_that_cannot_work_are_refused(wrong):
    with pytest.raises(ValidationError):
        SmtpSettings(**({"host": "mail.example", "sender": "a@mail.example"} | wrong))
