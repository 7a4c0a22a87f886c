"""The clerks' own words for kinds of management, sex, ways and ratings, folded.

The first row with a word that stands in the text wins: "sau cai bắt buộc" is after rehabilitation.
"""

from __future__ import annotations

from rehabdesk.domain.codes import EpisodeKind, RehabForm, Sex
from rehabdesk.domain.daily_codes import ContactWay, Employment, QuickRating

KINDS: tuple[tuple[EpisodeKind, tuple[str, ...]], ...] = (
    (EpisodeKind.POST_REHAB, (
        "sau cai", "qlsc", "scn", "ql sau", "quan ly sau", "da cai xong", "hoan thanh cai",
        "cai xong", "hoi gia",
    )),
    (EpisodeKind.SUBSTITUTION, (
        "methadone", "metadon", "methadon", "mmt", "thay the", "buprenorphin", "suboxone",
    )),
    (EpisodeKind.DOSSIER, ("lap ho so", "dang lam ho so", "cho ho so", "dang lap hs")),
    (EpisodeKind.REHAB_PRIVATE, ("tu nhan", "dan lap", "ngoai cong lap")),
    (EpisodeKind.REHAB_COMPULSORY, (
        "bat buoc", "cnbb", "cai bb", "trung tam 06", "tt06", "tt 06", "dua di cai",
    )),
    (EpisodeKind.REHAB_HOME, (
        "gia dinh", "cong dong", "tai nha", "gdcd", "gd cd", "cntgd", "tu nguyen tai xa",
    )),
    (EpisodeKind.REHAB_PUBLIC, (
        "cong lap", "tu nguyen tai co so", "tu nguyen tai trung tam", "tu nguyen cs", "cntn",
    )),
    (EpisodeKind.USER_MANAGED, (
        "su dung trai phep", "nguoi su dung", "sdtp", "sdtpcmt", "qlsd", "nguoi sd", "su dung ma",
        "su dung", "sd trai phep",
    )),
)  # fmt: skip
# Said often, and not plain: taken with a doubt.
LOOSE_KINDS: tuple[tuple[EpisodeKind, tuple[str, ...]], ...] = (
    (EpisodeKind.REHAB_PUBLIC, ("tu nguyen",)),
    (EpisodeKind.REHAB_COMPULSORY, ("trung tam", "dang cai", "o trai", "co so cai nghien")),
)
FORMS: tuple[tuple[RehabForm, tuple[str, ...]], ...] = (
    (RehabForm.SUBSTITUTION, ("methadone", "methadon", "metadon", "mmt", "thay the")),
    (RehabForm.REFORM_SCHOOL, ("giao duong",)),
    (RehabForm.COMPULSORY_MINOR, ("tu du 12", "duoi 18", "chua thanh nien")),
    (RehabForm.COMPULSORY, ("bat buoc", "cnbb", "tt06", "trung tam 06", "cai bb")),
    (RehabForm.PRIVATE, ("tu nhan", "dan lap")),
    (RehabForm.HOME, ("gia dinh", "cong dong", "tai nha", "gdcd")),
    (RehabForm.PUBLIC, ("cong lap", "tu nguyen tai co so", "tu nguyen tai trung tam")),
)
LOOSE_FORMS: tuple[tuple[RehabForm, tuple[str, ...]], ...] = (
    (RehabForm.PUBLIC, ("tu nguyen",)),
    (RehabForm.COMPULSORY, ("trung tam",)),
)
WAYS: tuple[tuple[ContactWay, tuple[str, ...]], ...] = (
    (ContactWay.BY_PHONE, ("dien thoai", "goi dien", "dt", "zalo", "phone")),
    (ContactWay.AT_WORK, ("noi lam viec", "cho lam", "co quan", "noi lam")),
    (ContactWay.AT_OFFICE, ("tai xa", "ubnd", "tru so", "tai phuong", "len xa", "xa")),
    (ContactWay.AT_HOME, ("tai nha", "o nha", "nha", "gia dinh", "den nha")),
)
RATINGS: tuple[tuple[QuickRating, tuple[str, ...]], ...] = (
    (QuickRating.NOT_MET, ("khong gap", "vang", "khong co nha", "khong thay")),
    (QuickRating.WATCH, ("can de y", "de y", "chua tot", "yeu", "kem", "xau", "can luu y")),
    (QuickRating.NORMAL, ("binh thuong", "trung binh", "bt", "on dinh", "kha")),
    (QuickRating.GOOD, ("tot", "tien bo", "chap hanh tot")),
)
# Whole cells: "làm ruộng" is a trade, and says nothing of how steady it is.
EMPLOYMENTS: dict[str, Employment] = {
    **dict.fromkeys(
        (
            "khong",
            "khong co",
            "khong co viec",
            "khong co viec lam",
            "khong viec lam",
            "chua",
            "chua co",
            "chua co viec",
            "chua co viec lam",
            "that nghiep",
            "khong nghe nghiep",
            "khong co nghe nghiep",
            "ko",
            "ko co",
        ),
        Employment.NONE,
    ),
    **dict.fromkeys(
        (
            "khong on dinh",
            "viec lam khong on dinh",
            "co viec lam khong on dinh",
            "bap benh",
            "thoi vu",
            "lam thoi vu",
            "viec lam thoi vu",
            "viec lam tu do",
            "tu do",
            "lao dong tu do",
        ),
        Employment.CASUAL,
    ),
    **dict.fromkeys(
        (
            "on dinh",
            "viec lam on dinh",
            "co viec lam on dinh",
            "co viec on dinh",
        ),
        Employment.STEADY,
    ),
    **dict.fromkeys(
        (
            "dang hoc",
            "dang di hoc",
            "di hoc",
            "hoc sinh",
            "sinh vien",
            "hoc sinh sinh vien",
            "hoc nghe",
            "dang hoc nghe",
        ),
        Employment.SCHOOL,
    ),
    **dict.fromkeys(
        (
            "mat suc lao dong",
            "khong con suc lao dong",
            "khong con kha nang lao dong",
            "het tuoi lao dong",
            "khong con suc lam viec",
            "mat kha nang lao dong",
        ),
        Employment.UNABLE,
    ),
}
SEXES: dict[str, Sex] = {
    **dict.fromkeys(("nam", "nam gioi", "trai", "m", "male", "ong", "anh", "dan ong"), Sex.MALE),
    **dict.fromkeys(("nu", "nu gioi", "gai", "f", "female", "ba", "chi", "phu nu"), Sex.FEMALE),
}
SEX_NUMBERS: dict[str, Sex] = {"1": Sex.MALE, "0": Sex.FEMALE, "2": Sex.FEMALE}
MARKS = frozenset({"x", "v", "1", "✓", "✔", "√", "+", "*", "co", "true", "xx", "♂", "♀", "ü"})
NO_MARKS = frozenset({"0", "-", "o", "false", "khong"})
NOTHING = frozenset(
    {
        *("-", "--", "---", "/", "//", ".", "..", "...", "…", "_", "?", "x", "0"),
        *("khong", "khong co", "ko", "ko co", "k co", "kc", "chua", "chua co", "khong ro"),
        *("chua ro", "k ro", "chua lam", "chua cap", "mat", "trong", "n/a", "#n/a", "null"),
    }
)
EXCEL_FAULTS = frozenset({"#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"})
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
ORDINALS = {"dau": 1, "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6}
