"""Where an office's server is, and how safely it must be spoken to; never its password."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from rehabdesk.domain.refusals import Refusal

_OWN_MACHINE = frozenset({"", "localhost", "127.0.0.1", "::1"})
_SAID = frozenset({"host", "sslrootcert", "sslcert", "sslkey", "sslmode"})
_SAFE = "verify-full"  # encrypted, and the server has proved that it is the one named


class UnreadableAddress(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Địa chỉ máy chủ chưa đúng. Gõ theo mẫu postgresql://tên-đăng-nhập@tên-máy/tên-cơ-sở."
        )


class PasswordInAddress(Refusal):
    """An address is kept, shown and written into logs; what stands in it is no secret."""

    def __init__(self) -> None:
        super().__init__(
            "Không ghi mật khẩu trong địa chỉ máy chủ. Bỏ mật khẩu khỏi địa chỉ; "
            "phần mềm sẽ hỏi riêng."
        )


class UnsafeAddress(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Nối tới máy chủ khác máy phải mã hóa và kiểm chứng thư (sslmode=verify-full). "
            "Bỏ phần sslmode khỏi địa chỉ rồi nối lại."
        )


@dataclass(frozen=True)
class ServerAddress:
    """A user, a machine or the folder of its socket, and a database there."""

    url: URL

    @property
    def is_on_this_machine(self) -> bool:
        return _host(self.url).startswith("/") or _host(self.url) in _OWN_MACHINE

    @property
    def shown(self) -> str:
        return self.url.set(drivername="postgresql").render_as_string(hide_password=True)

    @property
    def login(self) -> str:
        return self.url.username or ""

    def as_login(self, login: str) -> ServerAddress:
        """Return the same place, to be entered under another name; none leaves the place alone."""
        return ServerAddress(self.url.set(username=login) if login else _nameless(self.url))

    @property
    def protection(self) -> dict[str, str]:
        """Return what the driver is told of encryption: on the way to another machine, all of it.

        Without a certificate of the office's own, those the system trusts are asked.
        """
        if self.is_on_this_machine:
            return {}
        return {"sslmode": _SAFE, "sslrootcert": _text(self.url.query.get("sslrootcert", "system"))}


def read_address(told: str) -> ServerAddress:
    """Read an address as typed; refuse one that tells a password or asks for less than safety."""
    try:
        url = make_url(told.strip())
    except (ArgumentError, ValueError) as error:
        raise UnreadableAddress from error
    if url.password is not None or "password" in url.query:
        raise PasswordInAddress
    if url.get_backend_name() != "postgresql" or not url.database or set(url.query) - _SAID:
        raise UnreadableAddress
    if url.host and "host" in url.query:  # the driver would follow the second, and we the first
        raise UnreadableAddress
    address = ServerAddress(url.set(drivername="postgresql+psycopg"))
    mode = _text(url.query.get("sslmode", _SAFE))
    if mode != _SAFE and not address.is_on_this_machine:
        raise UnsafeAddress
    return address


def _nameless(url: URL) -> URL:
    return URL.create(url.drivername, None, None, url.host, url.port, url.database, dict(url.query))


def _host(url: URL) -> str:
    return url.host or _text(url.query.get("host", ""))


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ",".join(value)
