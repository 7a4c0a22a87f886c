"""What was set aside, tried once more: with another password, with a new key, or let go."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.received import ReceivedPackage
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import PackageState
from rehabdesk.domain.text import clean
from rehabdesk.services.consolidation.opening import take_bytes
from rehabdesk.services.consolidation.orders import Outcome, ReceiveOrder
from rehabdesk.services.consolidation.receiving import receive_packages
from rehabdesk.services.office import Work
from rehabdesk.services.reports.reading import ReportAsked


class NothingKept(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Tệp này không phải gói báo cáo nên không giữ lại. Xin đơn vị gửi lại gói."
        )


class ReasonMissing(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi đã hỏi ai ở đơn vị, ngày nào, trước khi nhận khóa mới.")


@dataclass(frozen=True, slots=True)
class TryAgain:
    """`reason` says whom one has asked, where the package bears another key."""

    package_id: int
    asked: ReportAsked
    password: str = ""
    takes_new_seal: bool = False
    reason: str = ""


# Acts


def try_again(work: Work, order: TryAgain) -> Outcome:
    """Receive once more what was set aside."""
    work.require(Right.CONSOLIDATE)
    package = work.session.get_one(ReceivedPackage, order.package_id)
    if package.file is None:
        raise NothingKept
    if order.takes_new_seal and package.unit is not None:
        reason = clean(order.reason)
        if not reason:
            raise ReasonMissing
        package.unit.seal = package.seal
        work.record("reporting_unit.seal_changed", package.unit, reason=reason)
    passwords = (order.password,) if order.password else ()
    file = take_bytes(package.file_name, package.file.content, passwords)
    [outcome] = receive_packages(work, ReceiveOrder(order.asked, (file,), package.received_on))
    return outcome


def let_go(work: Work, package_id: int) -> None:
    """Take a file that was set aside off the list."""
    work.require(Right.CONSOLIDATE)
    package = work.session.get_one(ReceivedPackage, package_id)
    if package.state is not PackageState.SET_ASIDE:
        raise ValueError("only what was set aside is let go")
    work.record("received_package.removed", package, name=package.file_name)
    work.session.delete(package)
    work.session.flush()
