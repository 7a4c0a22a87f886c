"""Why a sealed file is not opened: one sentence each, and nothing has changed."""

from __future__ import annotations

from rehabdesk.domain.refusals import Refusal

LARGEST = 200 * 1024 * 1024


class NotAPackage(Refusal):
    field = "path"

    def __init__(self) -> None:
        super().__init__(
            "Tệp này không phải gói hồ sơ (.rdhoso). Chưa nhận gì. Chọn đúng tệp bên gửi đưa."
        )


class PackageCut(Refusal):
    field = "path"

    def __init__(self) -> None:
        super().__init__(
            "Gói hồ sơ thiếu phần cuối, có lẽ chép chưa xong. Chưa nhận gì. "
            "Chép lại từ USB, hoặc xin bên gửi chép lại."
        )


class PackageDamaged(Refusal):
    field = "path"

    def __init__(self) -> None:
        super().__init__(
            "Gói hồ sơ bị hỏng, có chỗ không còn như lúc gửi. Chưa nhận gì. "
            "Chép lại từ USB, hoặc xin bên gửi chép lại."
        )


class NewerPackage(Refusal):
    field = "path"

    def __init__(self) -> None:
        super().__init__(
            "Gói hồ sơ do bản phần mềm mới hơn làm. Chưa nhận gì. Cài bản phần mềm mới rồi mở lại."
        )


class PackageTooLarge(Refusal):
    field = "path"

    def __init__(self) -> None:
        super().__init__(
            f"Gói hồ sơ lớn hơn {LARGEST // (1024 * 1024)} MB nên không dùng được. Chưa đổi gì. "
            "Gửi không kèm ảnh và bản quét, phần đó giao bằng giấy."
        )


class WrongPackagePassword(Refusal):
    field = "password"

    def __init__(self) -> None:
        super().__init__(
            "Mật khẩu chưa đúng với gói này. Chưa nhận gì. Hỏi lại mật khẩu bên gửi rồi gõ lại."
        )


class PackageUnsound(Refusal):
    """It opens and is whole, and yet says what cannot be."""

    field = "path"

    def __init__(self) -> None:
        super().__init__(
            "Gói hồ sơ mở được nhưng bên trong không đúng cách ghi. Chưa nhận gì. "
            "Xin bên gửi tạo lại gói."
        )


class NotAReceipt(Refusal):
    field = "path"

    def __init__(self) -> None:
        super().__init__(
            "Tệp này không phải biên nhận (.rdbiennhan), hoặc đã hỏng. Chưa đổi gì. "
            "Chọn đúng tệp bên nhận gửi lại."
        )


class NewerReceipt(Refusal):
    field = "path"

    def __init__(self) -> None:
        super().__init__(
            "Biên nhận do bản phần mềm mới hơn làm. Chưa đổi gì. Cài bản phần mềm mới rồi mở lại."
        )


class ReceiptOfAnother(Refusal):
    field = "path"

    def __init__(self) -> None:
        super().__init__(
            "Biên nhận này không phải của gói nào đã gửi từ đây. Chưa đổi gì. "
            "Xem lại tên tệp, hoặc hỏi bên nhận."
        )


class ReceiptNotSealed(Refusal):
    """Made by somebody who has not opened the package it speaks of."""

    field = "path"

    def __init__(self) -> None:
        super().__init__(
            "Biên nhận này không do người mở được gói làm ra. Chưa đổi gì. "
            "Hỏi lại bên nhận và xin biên nhận khác."
        )
