"""What a column of a workbook may hold, by what the workbook is a list of."""

from __future__ import annotations

from rehabdesk.domain.codes import Coded


class ImportKind(Coded):
    PERSONS = "persons", "Người được quản lý"
    VOLUNTEERS = "volunteers", "Người có thể được phân công"
    CONTACTS = "contacts", "Gặp gỡ"
    CORRECTIONS = "corrections", "Danh sách đã xuất, sửa xong đưa trở lại"


class Certainty(Coded):
    """How sure the program is of what it guessed of a column (Máy đoán)."""

    SURE = "sure", "Chắc"
    REVIEW = "review", "Xem lại"
    SKIP = "skip", "Bỏ qua"


class ImportField(Coded):
    """A field a column may be put into; the last group is only ever read out of others."""

    ROW_CODE = "row_code", "Mã dòng"
    FULL_NAME = "full_name", "Họ và tên"
    FAMILY_NAME = "family_name", "Họ và tên đệm"
    GIVEN_NAME = "given_name", "Tên"
    OTHER_NAME = "other_name", "Tên gọi khác"
    BIRTH = "birth", "Ngày sinh"
    BIRTH_DAY = "birth_day", "Ngày sinh: ngày"
    BIRTH_MONTH = "birth_month", "Ngày sinh: tháng"
    BIRTH_YEAR = "birth_year", "Ngày sinh: năm"
    SEX = "sex", "Giới tính"
    MALE = "male", "Nam (năm sinh hoặc dấu x)"
    FEMALE = "female", "Nữ (năm sinh hoặc dấu x)"
    ANY_NUMBER = "any_number", "Số giấy tờ (căn cước, CMND)"
    ID_NUMBER = "id_number", "Số căn cước (12 số)"
    OLD_ID_NUMBER = "old_id_number", "Số CMND cũ (9 số)"
    PASSPORT = "passport", "Hộ chiếu"
    ID_ISSUED_ON = "id_issued_on", "Ngày cấp"
    ID_ISSUED_BY = "id_issued_by", "Nơi cấp"
    HAMLET = "hamlet", "Thôn, tổ dân phố"
    CURRENT = "current", "Chỗ ở hiện nay (giữ nguyên chữ)"
    PERMANENT = "permanent", "Thường trú (giữ nguyên chữ)"
    TEMPORARY = "temporary", "Tạm trú (giữ nguyên chữ)"
    PHONE = "phone", "Điện thoại"
    ETHNICITY = "ethnicity", "Dân tộc"
    RELIGION = "religion", "Tôn giáo"
    EDUCATION = "education", "Trình độ học vấn"
    OCCUPATION = "occupation", "Nghề nghiệp"
    WORKPLACE = "workplace", "Nơi làm việc, học tập"
    EMPLOYMENT = "employment", "Tình trạng việc làm"
    CRIMINAL_RECORD = "criminal_record", "Tiền án, tiền sự"
    FATHER = "father", "Họ tên bố"
    MOTHER = "mother", "Họ tên mẹ"
    SPOUSE = "spouse", "Họ tên vợ (chồng)"
    RELATIVE = "relative", "Người thân, người đại diện"
    KIND = "kind", "Diện quản lý"
    REHAB_FORM = "rehab_form", "Hình thức cai nghiện đã xong"
    REHAB_FACILITY = "rehab_facility", "Cơ sở cai nghiện"
    REHAB_ORDINAL = "rehab_ordinal", "Lần thứ mấy"
    COMPLETED_ON = "completed_on", "Ngày hoàn thành cai nghiện"
    SUBSTANCE = "substance", "Loại ma túy"
    DECISION = "decision", "Quyết định (số và ngày)"
    DECISION_NUMBER = "decision_number", "Số quyết định"
    DECISION_ON = "decision_on", "Ngày quyết định"
    TERM = "term", "Thời hạn quản lý"
    TERM_MONTHS = "term_months", "Thời hạn (số tháng)"
    TERM_START = "term_start", "Từ ngày"
    TERM_END = "term_end", "Đến ngày"
    HELPER = "helper", "Người phụ trách (ghi chú)"
    STATE = "state", "Tình trạng"
    NOTE = "note", "Ghi chú"
    POST = "post", "Chức vụ"
    ORGANISATION = "organisation", "Tổ chức, đoàn thể"
    SERVES_FROM = "serves_from", "Tham gia từ ngày"
    SERVES_UNTIL = "serves_until", "Tham gia đến ngày"
    CONTACT_ON = "contact_on", "Ngày gặp"
    CONTACT_WAY = "contact_way", "Cách gặp"
    CONTACT_RATING = "contact_rating", "Đánh giá nhanh"
    CONTACT_REMARK = "contact_remark", "Nhận xét"
    MET_BY = "met_by", "Người gặp"


_F = ImportField
_WHO = (_F.FULL_NAME, _F.FAMILY_NAME, _F.GIVEN_NAME)
_BORN = (_F.BIRTH, _F.BIRTH_DAY, _F.BIRTH_MONTH, _F.BIRTH_YEAR, _F.SEX, _F.MALE, _F.FEMALE)
_NUMBERS = (_F.ANY_NUMBER, _F.ID_NUMBER, _F.OLD_ID_NUMBER, _F.PASSPORT)
_ABOUT = (
    *(_F.ID_ISSUED_ON, _F.ID_ISSUED_BY, _F.HAMLET, _F.CURRENT, _F.PERMANENT, _F.TEMPORARY),
    *(_F.PHONE, _F.ETHNICITY, _F.RELIGION, _F.EDUCATION, _F.OCCUPATION, _F.WORKPLACE),
    *(_F.EMPLOYMENT, _F.CRIMINAL_RECORD, _F.FATHER, _F.MOTHER, _F.SPOUSE, _F.RELATIVE),
)
_COURSE = (
    *(_F.KIND, _F.REHAB_FORM, _F.REHAB_FACILITY, _F.REHAB_ORDINAL, _F.COMPLETED_ON, _F.SUBSTANCE),
    *(_F.DECISION, _F.DECISION_NUMBER, _F.DECISION_ON),
    *(_F.TERM, _F.TERM_MONTHS, _F.TERM_START, _F.TERM_END, _F.HELPER, _F.STATE, _F.NOTE),
)
_PERSONS = (*_WHO, _F.OTHER_NAME, *_BORN, *_NUMBERS, *_ABOUT, *_COURSE)

# The fields offered for a column, in the order of the list the clerk chooses from.
FIELDS: dict[ImportKind, tuple[ImportField, ...]] = {
    ImportKind.PERSONS: _PERSONS,
    ImportKind.VOLUNTEERS: (
        *_WHO,
        *_BORN,
        *(_F.POST, _F.ORGANISATION, _F.HAMLET, _F.PHONE, _F.SERVES_FROM, _F.SERVES_UNTIL),
        _F.NOTE,
    ),
    ImportKind.CONTACTS: (
        *_WHO,
        *_BORN,
        *_NUMBERS,
        _F.HAMLET,
        *(_F.CONTACT_ON, _F.CONTACT_WAY, _F.CONTACT_RATING, _F.CONTACT_REMARK, _F.MET_BY),
        _F.NOTE,
    ),
    ImportKind.CORRECTIONS: (_F.ROW_CODE, *_PERSONS),
}

# Several columns may go into one of these: notes under their heads, parts of an address in a row.
GATHERING = frozenset(
    {
        *(_F.NOTE, _F.CONTACT_REMARK, _F.CRIMINAL_RECORD),
        *(_F.CURRENT, _F.PERMANENT, _F.TEMPORARY, _F.OLD_ID_NUMBER),
    }
)
