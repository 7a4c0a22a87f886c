"""What a body of law says against itself, or against another, in words for whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from rehabdesk.domain.codes import RehabForm
from rehabdesk.domain.forms.form import Form, SignatureKind
from rehabdesk.domain.law.deadline import Body
from rehabdesk.domain.law.signing import Signing
from rehabdesk.domain.law.terms import Ordinal, Term, TermKind
from rehabdesk.domain.regime import Regime

_ONE_DAY = timedelta(days=1)
_HANDS = {Body.CHAIR: SignatureKind.CHAIR, Body.POLICE: SignatureKind.POLICE}
_TIMES = {Ordinal.FIRST: 1, Ordinal.LATER: 2}


def contradictions(regime: Regime) -> list[str]:
    """Name everything one body of law says against itself."""
    return [
        *_days(regime),
        *_texts(regime),
        *_unknown_rehabilitations(regime.terms),
        *_terms(regime),
        *_forms(regime),
        *_signings(regime),
    ]


def contradictions_between(regimes: Sequence[Regime]) -> list[str]:
    """Name the days two laws claim, or none does; the regimes stand in order of time."""
    found = []
    for earlier, later in pairwise(regimes):
        if earlier.id == later.id:
            found.append(f"Có hai bộ căn cứ mang mã “{earlier.id}”.")
        ended = earlier.in_force_until
        if ended is None or ended >= later.in_force_from:
            found.append(
                f"{earlier.name} ({_since(earlier)}) và {later.name} ({_since(later)}) "
                f"cùng có hiệu lực từ ngày {later.in_force_from:%d/%m/%Y}."
            )
        elif ended + _ONE_DAY < later.in_force_from:
            found.append(
                f"Từ ngày {ended + _ONE_DAY:%d/%m/%Y} đến ngày "
                f"{later.in_force_from - _ONE_DAY:%d/%m/%Y} không có bộ căn cứ nào."
            )
    return found


def _days(regime: Regime) -> Iterator[str]:
    if regime.in_force_until is not None and regime.in_force_until < regime.in_force_from:
        yield f"{regime.name}: ngày hết hiệu lực trước ngày có hiệu lực."


def _texts(regime: Regime) -> Iterator[str]:
    if not any(text.is_law for text in regime.texts):
        yield "Không văn bản nào được ghi là luật (“is_law = true”)."
    for text in regime.texts:
        begins, ends = text.in_force_from, text.in_force_until or date.max
        if begins > (regime.in_force_until or date.max) or ends < regime.in_force_from:
            yield f"Văn bản “{text.id}” không có hiệu lực ngày nào trong thời gian của bộ căn cứ."


def _unknown_rehabilitations(terms: Iterable[Term]) -> Iterator[str]:
    known = {form.value for form in RehabForm}
    for term in terms:
        for name in sorted(term.rehab_forms - known):
            yield (
                f"Thời hạn “{term.id}”: không biết hình thức cai nghiện “{name}”, "
                f"chỉ nhận: {', '.join(sorted(known))}."
            )


def _terms(regime: Regime) -> Iterator[str]:
    """Every rehabilitation has one term of its own and is followed by one; users have one."""
    for form in RehabForm:
        yield from _one_term(regime, form, TermKind.POST_REHAB, None)
        for ordinal in _TIMES if form is not RehabForm.SUBSTITUTION else ():
            yield from _one_term(regime, form, TermKind.REHAB, ordinal)
    users = [term.id for term in regime.terms if term.kind is TermKind.USER]
    if len(users) != 1:
        yield f"{TermKind.USER.label}: phải có đúng một, đang có {len(users)}."


def _one_term(
    regime: Regime, form: RehabForm, kind: TermKind, ordinal: Ordinal | None
) -> Iterator[str]:
    fitting = [
        term.id
        for term in regime.terms
        if term.kind is kind
        and form.value in term.rehab_forms
        and (ordinal is None or term.ordinal.fits(_TIMES[ordinal]))
    ]
    if len(fitting) == 1:
        return
    time = f", {ordinal.label}" if ordinal else ""
    which = f"có {len(fitting)} thời hạn ({', '.join(fitting)})" if fitting else "không có thời hạn"
    yield f"{kind.label} cho “{form.label}”{time}: {which}, phải có đúng một."


def _forms(regime: Regime) -> Iterator[str]:
    for form in regime.forms.values():
        begins, ends = form.valid_from, form.valid_until
        if begins and ends and ends < begins:
            yield f"Mẫu “{form.id}”: ngày thôi dùng trước ngày bắt đầu dùng."
        elif not regime.overlaps(form):
            yield f"Mẫu “{form.id}” không dùng được ngày nào trong thời gian của bộ căn cứ."


def _signings(regime: Regime) -> Iterator[str]:
    for signing in regime.signings:
        form = regime.forms.get(signing.purpose)
        if form is not None and (trouble := _other_hand(signing, form)):
            yield trouble


def _other_hand(signing: Signing, form: Form) -> str:
    expected = _HANDS.get(signing.by)
    if expected is None or form.signature is expected or form.reprint_only:
        return ""
    return f"Mẫu “{form.id}” in chỗ ký của người khác, mục người ký ghi {signing.by.label}."


def _since(regime: Regime) -> str:
    start = f"từ {regime.in_force_from:%d/%m/%Y}"
    end = f" đến {regime.in_force_until:%d/%m/%Y}" if regime.in_force_until else ""
    return start + end
