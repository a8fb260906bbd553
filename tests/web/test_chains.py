"""A chain is fetched once, and the ones that proved right stay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from device.authority import URL, Authority
from web.chains import MOST_BYTES, Chain, Chains
from web.rejection import Reason, RejectedError


class Network:
    """Holds one chain at every address, and keeps what was fetched."""

    def __init__(self, authority: Authority) -> None:
        self.pem = authority.certificates[URL]
        self.fetched: list[str] = []
        self.asked, self.answers = Event(), Event()
        self.answers.set()

    def fetch(self, url: str) -> bytes:
        self.fetched.append(url)
        self.asked.set()
        assert self.answers.wait(10)
        return self.pem


@pytest.fixture
def network(authority: Authority) -> Network:
    return Network(authority)


def test_many_at_once_are_one_fetch(network: Network) -> None:
    # given a network that takes its time
    network.answers.clear()
    chains = Chains(network.fetch, len)
    with ThreadPoolExecutor(20) as pool:
        # when all ask before it answers
        asked = [pool.submit(chains.at, URL) for _ in range(20)]
        network.asked.wait(10)
        network.answers.set()
        # then
        assert {len(answer.result(10)) for answer in asked} == {2}
    assert network.fetched == [URL]


def test_many_at_once_share_a_failure_and_the_next_tries_again(network: Network) -> None:
    right, network.pem = network.pem, b"no certificate"
    chains = Chains(network.fetch, len)
    with pytest.raises(RejectedError) as rejected:
        chains.at(URL)
    assert rejected.value.reason is Reason.CERTIFICATE
    network.pem = right
    assert chains.at(URL)


def test_another_address_need_not_wait(network: Network) -> None:
    # given one fetch that hangs
    chains = Chains(network.fetch, len)
    network.answers.clear()
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(chains.at, "slow")
        network.asked.wait(10)
        # when another address is asked for
        network.answers.set()
        assert chains.at(URL)
        assert hanging.result(10)


def test_nobody_waits_longer_than_so_long_and_the_next_tries_again(network: Network) -> None:
    # given a network that hangs
    network.answers.clear()
    chains = Chains(network.fetch, len, 0.5)
    with pytest.raises(RejectedError) as rejected:
        chains.at(URL)
    assert rejected.value.reason is Reason.DOWNLOAD
    # when it works again
    network.answers.set()
    # then
    assert chains.at(URL)


def test_more_than_a_chain_can_be_is_none(network: Network) -> None:
    network.pem += b" " * MOST_BYTES
    with pytest.raises(RejectedError) as rejected:
        Chains(network.fetch, len).at(URL)
    assert rejected.value.reason is Reason.DOWNLOAD


def test_only_what_proved_right_is_kept(network: Network) -> None:
    # given a chain that isn't right yet
    proven: list[bool] = []

    def prove(chain: Chain) -> None:
        if not proven:
            raise RejectedError(Reason.CERTIFICATE)

    chains = Chains(network.fetch, prove)
    for _ in range(2):
        with pytest.raises(RejectedError):
            chains.at(URL)
    # when it is
    proven.append(True)
    for _ in range(2):
        chains.at(URL)
    # then it is fetched once more, and stays
    assert network.fetched == [URL] * 3


def test_eight_are_kept_and_the_one_unused_for_longest_goes(network: Network) -> None:
    # given eight, of which the first was used last
    chains = Chains(network.fetch, len)
    for url in [*"abcdefgh", "a"]:
        chains.at(url)
    # when a ninth comes
    chains.at("i")
    network.fetched.clear()
    # then
    for url in "acdefghi":
        chains.at(url)
    assert network.fetched == []
    chains.at("b")
    assert network.fetched == ["b"]
