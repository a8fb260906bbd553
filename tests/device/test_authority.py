"""The development authority signs as Alexa does; openssl, which knows nothing of ours, finds it right."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest

from device.authority import URL, Authority, NothingThereError, pem

BODY = b'{"request": {}}'


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl isn't installed")
def test_openssl_verifies_its_chain_and_its_signature(authority: Authority, tmp_path: Path) -> None:
    # given what the service would be given, as files
    headers = authority.headers(BODY)
    files = {
        "root.pem": pem(authority.root),
        "intermediate.pem": pem(authority.intermediate),
        "chain.pem": authority.fetch(headers["SignatureCertChainUrl"]),
        "signature": base64.b64decode(headers["Signature-256"]),
        "body": BODY,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    # then
    verify = "verify -CAfile root.pem -untrusted intermediate.pem -verify_hostname echo-api.amazon.com chain.pem"
    key = "x509 -in chain.pem -pubkey -noout -out key.pem"
    for arguments in (verify, key, "dgst -sha256 -verify key.pem -signature signature body"):
        found = subprocess.run(["openssl", *arguments.split()], cwd=tmp_path, capture_output=True, check=False)
        assert found.returncode == 0, found.stderr


def test_it_publishes_at_one_address_only(authority: Authority) -> None:
    assert authority.fetch(URL)
    with pytest.raises(NothingThereError):
        authority.fetch(f"{URL}.old")


def test_no_two_are_the_same() -> None:
    assert Authority().root.certificate != Authority().root.certificate
