"""A month's list with what was paid in its year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import Right
from rehabdesk.domain.wording import thousands
from rehabdesk.services.allowances.computing import ListKey
from rehabdesk.services.allowances.lists import MonthList, read_list
from rehabdesk.services.allowances.sums import paid_between
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class AllowancePage:
    shown: MonthList
    paid: int  # in the year of the month, of lists of this kind

    @property
    def paid_words(self) -> str:
        return f"Đã chi trong năm {self.shown.key.month.year}: {thousands(self.paid)} đồng"


# Looks


def read_page(work: Work, key: ListKey) -> AllowancePage:
    work.require(Right.READ_FILES)
    year = key.month.year
    sums = paid_between(work, date(year, 1, 1), date(year, 12, 31))
    paid = sum(each.amount for each in sums if each.kind is key.kind)
    return AllowancePage(read_list(work, key), paid)
