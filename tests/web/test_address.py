"""A certificate is fetched from Alexa's own folder, and from nowhere else, however the address is dressed up."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from device.authority import URL
from guide.envelope import Envelope
from tests.web.trial import Trial
from web.address import normalized
from web.rejection import Reason, RejectedError

ELSEWHERE = {
    "another scheme": "http://s3.amazonaws.com/echo.api/x.pem",
    "no scheme": "//s3.amazonaws.com/echo.api/x.pem",
    "a file": "file:///echo.api/x.pem",
    "another host": "https://example.com/echo.api/x.pem",
    "a look-alike with more behind": "https://s3.amazonaws.com.example.com/echo.api/x.pem",
    "a look-alike with more before": "https://evil-s3.amazonaws.com/echo.api/x.pem",
    "a look-alike in another script": "https://s3.\u0430mazonaws.com/echo.api/x.pem",
    "a host with a final dot": "https://s3.amazonaws.com./echo.api/x.pem",
    "a user": "https://someone@s3.amazonaws.com/echo.api/x.pem",
    "a user and password": "https://someone:secret@s3.amazonaws.com/echo.api/x.pem",
    "the host as a user": "https://s3.amazonaws.com@example.com/echo.api/x.pem",
    "the host as a user and port": "https://s3.amazonaws.com:443@example.com/echo.api/x.pem",
    "another port": "https://s3.amazonaws.com:563/echo.api/x.pem",
    "port 80": "https://s3.amazonaws.com:80/echo.api/x.pem",
    "a port that is none": "https://s3.amazonaws.com:https/echo.api/x.pem",
    "a port too high": "https://s3.amazonaws.com:99999999/echo.api/x.pem",
    "another path": "https://s3.amazonaws.com/invalid.path/x.pem",
    "a path that only begins alike": "https://s3.amazonaws.com/echo.api.evil/x.pem",
    "the path in another case": "https://s3.amazonaws.com/EcHo.aPi/x.pem",
    "the path further in": "https://s3.amazonaws.com/bucket/echo.api/x.pem",
    "no path": "https://s3.amazonaws.com",
    "the folder alone": "https://s3.amazonaws.com/echo.api/",
    "two slashes before the path": "https://s3.amazonaws.com//echo.api/x.pem",
    "a way out": "https://s3.amazonaws.com/echo.api/../bucket/x.pem",
    "a way out at the end": "https://s3.amazonaws.com/echo.api/x/../..",
    "an encoded way out": "https://s3.amazonaws.com/echo.api/%2e%2e/bucket/x.pem",
    "an encoded slash": "https://s3.amazonaws.com/echo.api/..%2fbucket/x.pem",
    "a twice encoded way out": "https://s3.amazonaws.com/echo.api/%252e%252e/bucket/x.pem",
    "a way out by backslash": "https://s3.amazonaws.com/echo.api/..\\bucket\\x.pem",
    "backslashes for slashes": "https:\\\\s3.amazonaws.com\\echo.api\\x.pem",
    "a query": "https://s3.amazonaws.com/echo.api/x.pem?versionId=1",
    "a fragment": "https://s3.amazonaws.com/echo.api/x.pem#1",
    "the path in a query": "https://s3.amazonaws.com/?/echo.api/x.pem",
    "a space within": "https://s3.amazonaws.com/echo.api/x y.pem",
    "a tab within": "https://s3.amazonaws.com/echo.api/\tx.pem",
    "a control character": "https://s3.amazonaws.com/echo.api/x\x01.pem",
    "a zero": "https://s3.amazonaws.com/echo.api/x.pem\x00",
    "not ASCII": "https://s3.amazonaws.com/echo.api/\u00e9.pem",
    "an address of version 6": "https://[::1]/echo.api/x.pem",
    "a broken one": "https://[s3.amazonaws.com/echo.api/x.pem",
    "two of them": f"{URL}, {URL}",
    "no address at all": "x",
}  # fmt: skip


@pytest.mark.parametrize("url", ELSEWHERE.values(), ids=ELSEWHERE)
def test_nothing_is_fetched_from_elsewhere(trial: Trial, launch: Envelope, url: str) -> None:
    trial.assert_rejected(trial.ask(launch, url=url.encode().decode("latin-1")), Reason.ADDRESS)
    assert not trial.fetched


RIGHT = {
    "as it is": URL,
    "with its port": URL.replace(".com", ".com:443"),
    "by a detour": URL.replace("/echo.api/", "/echo.api/../echo.api/"),
    "by a dot": URL.replace("/echo.api/", "/echo.api/./"),
    "with two slashes": URL.replace("/echo.api/", "/echo.api//"),
    "scheme in capitals": URL.replace("https", "HTTPS"),
    "host in capitals": URL.replace("s3.amazonaws.com", "S3.AmazonAWS.com"),
}


@pytest.mark.parametrize("url", RIGHT.values(), ids=RIGHT)
def test_the_same_address_is_fetched_in_one_spelling(trial: Trial, launch: Envelope, url: str) -> None:
    trial.assert_passed(trial.ask(launch, url=url))
    assert trial.fetched == [URL]


PIECES = (
    "https://", "http://", "s3.amazonaws.com", "example.com", ":443", ":80", "/echo.api/", "/..", "/.", "//", "..",
    "@", "?", "#", "%2e", "\\", " ", "\t", "[", "\u00e9", "x.pem",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(string.printable), max_size=8).map("".join))
def test_whatever_is_asked_for_only_one_folder_is_open(url: str) -> None:
    try:
        found = normalized(url)
    except RejectedError:
        return
    assert re.fullmatch(r"https://s3\.amazonaws\.com/echo\.api/[\w.~/-]+", found)
    assert not {"..", ".", ""} & set(found.split("/")[3:])
