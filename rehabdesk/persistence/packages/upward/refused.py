"""Why a report's package is not taken as it came: one sentence each."""

from __future__ import annotations

from rehabdesk.domain.refusals import Refusal

LARGEST = 20 * 1024 * 1024
_SAFE = "Số liệu đang có không đổi."


class ReportPackageRefused(Refusal):
    field = "path"


class NotAReportPackage(ReportPackageRefused):
    def __init__(self) -> None:
        super().__init__(
            "Tệp này không phải gói báo cáo (.rdgoi), hoặc đã lưu lại bằng phần mềm khác nên mất "
            f"bản niêm phong. {_SAFE} Xin bên gửi gửi đúng tệp phần mềm tạo ra."
        )


class ReportPackageLocked(ReportPackageRefused):
    def __init__(self) -> None:
        super().__init__(
            f"Tệp đã bị đặt mật khẩu bằng phần mềm bảng tính nên không mở được. {_SAFE} "
            "Xin bên gửi gửi đúng tệp phần mềm tạo ra."
        )


class ReportPackageDamaged(ReportPackageRefused):
    def __init__(self) -> None:
        super().__init__(
            f"Gói bị hỏng khi chép: có chỗ không còn như lúc gửi. {_SAFE} Xin gửi lại gói."
        )


class ReportPackageTooLarge(ReportPackageRefused):
    def __init__(self) -> None:
        super().__init__(
            f"Tệp lớn quá mức của một gói báo cáo ({LARGEST // (1024 * 1024)} MB). {_SAFE} "
            "Xem lại có đúng tệp không."
        )


class NewerReportPackage(ReportPackageRefused):
    def __init__(self) -> None:
        super().__init__(
            f"Gói do bản phần mềm mới hơn tạo ra. {_SAFE} Cài bản phần mềm mới rồi nhận lại."
        )


class SignatureWrong(ReportPackageRefused):
    def __init__(self) -> None:
        super().__init__(
            f"Chữ ký của gói không khớp: nội dung đã bị đổi sau khi tạo. {_SAFE} Xin gửi lại gói."
        )


class ReportPackageUnsound(ReportPackageRefused):
    """It is whole and signed, and yet says what cannot be."""

    def __init__(self) -> None:
        super().__init__(
            f"Gói còn nguyên nhưng bên trong ghi không đúng cách. {_SAFE} Xin bên gửi tạo lại gói."
        )


class NamesNotOpened(ReportPackageRefused):
    field = "password"

    def __init__(self) -> None:
        super().__init__(
            f"Gói có danh sách người, cần mật khẩu đúng mới mở được. {_SAFE} "
            "Hỏi lại mật khẩu bên gửi rồi gõ lại."
        )
