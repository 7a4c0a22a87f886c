"""The words offices write above their columns, folded: which field they mean."""

from __future__ import annotations

from rehabdesk.domain.tables.fields import ImportField as F

# Columns that hold nothing worth keeping, with the reason to tell.
SKIPPED: dict[str, tuple[str, ...]] = {
    "Số thứ tự, không cần nhập.": ("stt", "tt", "so tt", "so thu tu", "thu tu", "no", "s t t"),
    "Tuổi tự tính từ năm sinh.": ("tuoi", "do tuoi", "tuoi doi"),
    "Chỗ ký, không cần nhập.": ("ky nhan", "ky ten", "chu ky"),
    "Dòng đánh dấu khi xuất, không cần nhập.": ("chon", "tich", "danh dau"),
}

# Columns offices do have and no field holds: kept in the note, each with its head.
KEPT_IN_NOTE = frozenset({
    "que quan", "nguyen quan", "noi sinh", "quoc tich", "hon nhan", "tinh trang hon nhan",
    "tinh trang gia dinh", "hoan canh gia dinh", "hoan canh", "tien su", "suc khoe",
    "tinh trang suc khoe",
    "thoi gian nghien", "nam nghien", "nam bat dau nghien", "nghien tu nam", "so nam nghien",
    "thoi gian su dung", "thoi gian su dung ma tuy", "nam bat dau su dung", "lan dau su dung",
    "hinh thuc su dung", "cach su dung", "nguyen vong", "so con",
})  # fmt: skip

# The more special field stands first: it wins where a head holds the words of two.
WORDS: dict[F, tuple[str, ...]] = {
    F.ROW_CODE: ("ma dong", "ma dong ho so"),
    F.MET_BY: ("nguoi gap", "nguoi di gap", "can bo gap", "nguoi tiep xuc", "nguoi tham hoi"),
    F.HELPER: (
        "nguoi giup do", "nguoi phu trach", "nguoi duoc giao", "nguoi duoc phan cong",
        "nguoi don vi duoc phan cong", "nguoi duoc giao quan ly", "nguoi quan ly", "nguoi ql",
        "can bo phu trach", "can bo quan ly", "nguoi duoc phan cong giup do", "nguoi kem cap",
        "nguoi ho tro", "nguoi duoc giao giup do", "phan cong", "phan cong giup do", "phu trach",
        "don vi phu trach", "nguoi nhan giup do", "tinh nguyen vien", "tnv", "nguoi theo doi",
        "ho va ten nguoi giup do", "nguoi giup",
    ),
    F.FATHER: (
        "ho ten bo", "ho ten cha", "ho va ten bo", "ho va ten cha", "ten bo", "ten cha", "bo",
        "cha",
    ),
    F.MOTHER: ("ho ten me", "ho va ten me", "ten me", "me"),
    F.SPOUSE: ("ho ten vo", "ho ten chong", "ho ten vo chong", "vo chong", "ten vo", "ten chong",
               "ho va ten vo", "ho va ten chong", "ho va ten vo chong", "vo hoac chong", "vo",
               "chong"),
    F.RELATIVE: (
        "nguoi than", "than nhan", "nguoi dai dien", "chu ho", "ho ten chu ho",
        "ho ten nguoi than", "bo me", "cha me", "ho ten bo me", "ho ten cha me", "gia dinh",
        "nguoi bao lanh", "nguoi giam ho", "con ong ba", "con ong", "ho va ten bo me",
        "ho va ten nguoi than", "ho va ten chu ho",
    ),
    F.OTHER_NAME: (
        "ten goi khac", "ten khac", "ten thuong goi", "bi danh", "biet danh", "ten tuc",
        "thuong goi", "ho va ten khac",
    ),
    F.ID_ISSUED_ON: (
        "ngay cap", "ngay cap cmnd", "ngay cap cccd", "ngay cap can cuoc", "cap ngay",
        "ngay thang cap", "ngay thang nam cap", "ngay cap cmnd cccd",
    ),
    F.ID_ISSUED_BY: ("noi cap", "noi cap cmnd", "noi cap cccd", "co quan cap", "noi cap cmnd cccd"),
    F.ANY_NUMBER: (
        "cmnd cccd", "cccd cmnd", "so cmnd cccd", "so cccd cmnd", "so giay to", "giay to",
        "giay to tuy than", "so dinh danh cmnd", "cmt cccd", "cccd cmt", "so cmt cccd",
        "so cmnd can cuoc", "so cmnd hoac cccd", "cmnd can cuoc", "cmnd hoac cccd",
        "chung minh can cuoc", "cmnd cccd ho chieu", "so cccd hoac cmnd",
    ),
    F.PASSPORT: ("ho chieu", "so ho chieu", "passport"),
    F.OLD_ID_NUMBER: (
        "cmnd", "so cmnd", "cmt", "so cmt", "cmtnd", "so cmtnd", "chung minh nhan dan",
        "chung minh thu", "so chung minh", "so chung minh nhan dan", "so cmnd cu", "cmnd cu",
        "c m n d", "scmnd", "gcmnd", "so gcmnd", "so chung minh thu",
    ),
    F.ID_NUMBER: (
        "cccd", "so cccd", "can cuoc", "so can cuoc", "can cuoc cong dan", "the can cuoc",
        "so can cuoc cong dan", "so dinh danh", "so dinh danh ca nhan", "ma dinh danh", "sddcn",
        "dinh danh", "ddcn", "so ddcn", "so the can cuoc", "so cccd gan chip", "scccd",
        "c c c d", "the cccd", "so the cccd", "ma so dinh danh",
    ),
    F.COMPLETED_ON: (
        "ngay hoan thanh", "ngay hoan thanh cai nghien", "ngay cai xong", "ngay ve",
        "ngay ve dia phuong", "ngay hoan thanh ctcn", "ngay tro ve", "ngay ra trung tam",
        "ngay ra trai", "ngay het han cai", "ngay ket thuc cai nghien", "ngay hoi gia",
        "ngay xong", "thoi gian ve dia phuong", "thoi gian hoan thanh",
    ),
    F.CONTACT_ON: ("ngay", "ngay thang",
                   "ngay gap", "ngay gap go", "ngay tham", "ngay tiep xuc", "ngay den",
                   "thoi gian gap"),
    F.CONTACT_WAY: ("hinh thuc", "cach gap", "hinh thuc gap", "cach thuc", "gap o dau", "noi gap"),
    F.CONTACT_RATING: ("danh gia nhanh", "danh gia", "xep loai", "muc danh gia", "ket qua gap"),
    F.CONTACT_REMARK: ("nhan xet", "noi dung", "noi dung gap", "ket qua", "noi dung trao doi",
                       "ghi nhan", "nhan xet cua nguoi gap"),
    F.SERVES_FROM: ("tham gia tu ngay", "ngay tham gia", "tham gia tu", "nam tham gia", "ngay vao",
                    "ngay vao doi"),
    F.SERVES_UNTIL: ("tham gia den ngay", "tham gia den", "ngay thoi", "ngay nghi", "ngay ra doi"),
    F.POST: ("chuc vu", "chuc danh", "nhiem vu", "chuc vu chuc danh", "vi tri"),
    F.ORGANISATION: ("to chuc", "doan the", "to chuc doan the", "don vi", "co quan", "hoi",
                     "thuoc to chuc", "don vi cong tac", "chi hoi", "co quan don vi"),
    F.DECISION: (
        "quyet dinh", "qd", "so ngay qd", "so qd ngay qd", "so va ngay qd", "qd quan ly",
        "so ngay quyet dinh", "so va ngay quyet dinh", "quyet dinh so ngay", "so ngay thang qd",
        "quyet dinh quan ly", "quyet dinh quan ly sau cai", "so quyet dinh ngay quyet dinh",
        "so quyet dinh ngay thang nam", "so ngay thang nam quyet dinh", "qd quan ly sau cai",
        "can cu quyet dinh", "quyet dinh quan ly sau cai nghien", "so qd ngay thang",
    ),
    F.DECISION_NUMBER: (
        "so qd", "so quyet dinh", "qd so", "quyet dinh so", "so qd quan ly", "so ki hieu",
        "so ky hieu", "so van ban", "so qdql", "so qd qlsc",
    ),
    F.DECISION_ON: (
        "ngay qd", "ngay quyet dinh", "ngay ky qd", "ngay ra quyet dinh", "ngay ra qd",
        "ngay ky quyet dinh", "ngay thang qd", "ngay thang quyet dinh", "ngay ban hanh",
        "ngay ky", "ngay van ban", "ngay thang nam qd", "ngay thang nam quyet dinh",
    ),
    F.TERM_START: (
        "tu ngay", "bat dau", "ngay bat dau", "ngay bat dau quan ly", "hieu luc tu",
        "bat dau tu ngay", "quan ly tu ngay", "tu ngay thang nam", "tu", "thoi gian bat dau",
        "ngay bat dau ql", "ngay co hieu luc", "ngay hieu luc", "thoi han tu ngay",
    ),
    F.TERM_END: (
        "den ngay", "ket thuc", "ngay ket thuc", "het han", "ngay het han", "den",
        "ngay ket thuc quan ly", "han quan ly", "ngay het han quan ly", "quan ly den ngay",
        "den ngay thang nam", "thoi gian ket thuc", "ngay ket thuc ql", "thoi han den ngay",
        "ngay het thoi han",
    ),
    F.TERM_MONTHS: ("so thang", "thoi han thang", "so thang quan ly"),
    F.TERM: (
        "thoi han", "thoi han quan ly", "thoi gian quan ly", "thoi han ql", "thoi gian ql",
        "thoi gian", "thoi han quan ly sau cai", "thoi gian quan ly sau cai", "tg quan ly",
        "th quan ly",
    ),
    F.REHAB_FACILITY: (
        "co so cai nghien", "noi cai nghien", "trung tam cai nghien", "noi cai", "cscn",
        "ten co so", "co so", "trung tam", "noi da cai nghien", "ten co so cai nghien",
    ),
    F.REHAB_FORM: (
        "hinh thuc cai nghien da hoan thanh", "hinh thuc da cai", "hinh thuc cai nghien da xong",
        "hinh thuc cai nghien", "da cai theo hinh thuc", "hinh thuc cai", "hinh thuc cn",
        "bien phap cai nghien",
    ),
    F.REHAB_ORDINAL: ("lan thu may", "lan thu", "so lan cai", "so lan cai nghien", "lan cai nghien",
                      "lan", "lan cai"),
    F.KIND: (
        "dien", "dien quan ly", "dien ql", "hinh thuc", "loai", "loai doi tuong", "dien doi tuong",
        "phan loai", "hinh thuc quan ly", "loai hinh", "doi tuong", "bien phap", "dang quan ly",
        "hinh thuc ql", "loai hinh quan ly", "bien phap quan ly",
    ),
    F.SUBSTANCE: ("loai ma tuy", "chat ma tuy", "loai ma tuy su dung", "ma tuy su dung",
                  "chat gay nghien", "loai chat", "chat su dung", "loai mt"),
    F.STATE: ("tinh trang", "trang thai", "tinh trang hien nay", "hien trang", "hien tai",
              "tinh hinh hien nay"),
    F.HAMLET: (
        "thon", "to dan pho", "tdp", "thon to", "thon ban", "thon to dan pho", "xom", "ap", "ban",
        "khu pho", "khu", "to", "khoi", "khoi pho", "lang", "buon", "thon xom", "thon khu pho",
        "noi cu tru thon to", "to thon", "ban lang", "khu dan cu", "kdc", "khu vuc", "ap khu pho",
        "thon ban to dan pho", "ten thon", "thon khu", "kp", "dia ban", "dia ban phu trach",
    ),
    F.PERMANENT: (
        "hktt", "ho khau", "ho khau thuong tru", "thuong tru", "noi thuong tru", "dktt", "dkhktt",
        "dia chi thuong tru", "noi dang ky thuong tru", "noi dkhktt", "noi dk hktt",
        "hk thuong tru", "dk hktt", "noi dang ky ho khau", "noi dang ky hktt", "noi thuong chu",
    ),
    F.TEMPORARY: ("tam tru", "noi tam tru", "dia chi tam tru", "dang ky tam tru", "kt3"),
    F.CURRENT: (
        "cho o", "cho o hien nay", "cho o hien tai", "noi o hien nay", "noi o", "dia chi", "dc",
        "d c", "noi cu tru", "noi o hien tai", "dia chi hien nay", "noi cu tru hien nay", "dchi",
        "dia chi cu tru", "cu tru", "dia chi lien he", "que quan cho o", "noi cu ngu", "dia chi o",
        "noi cu tru hoac cho o hien nay", "dia chi hien tai", "diachi", "xa", "phuong", "xa phuong",
        "huyen", "quan huyen", "tinh", "tinh thanh pho", "noi sinh song", "noi sinh song hien nay",
        "dia chi noi o", "dia chi cho o",
    ),
    F.PHONE: (
        "dien thoai", "so dien thoai", "sdt", "so dt", "dt", "dtdd", "di dong",
        "so dien thoai lien he", "dt lien he", "tel", "phone", "so di dong", "lien he",
        "so dtdd", "sodt", "mobile", "dien thoai lien he", "dien thoai di dong",
    ),
    F.ETHNICITY: ("dan toc", "dtoc", "d toc"),
    F.RELIGION: ("ton giao", "t giao", "dao"),
    F.EDUCATION: (
        "tdvh", "trinh do van hoa", "trinh do hoc van", "hoc van", "trinh do", "van hoa", "tdhv",
        "t do vh", "trinh do vh", "td van hoa", "lop",
    ),
    F.WORKPLACE: ("noi lam viec", "noi lam viec hoc tap", "noi cong tac", "noi lam viec hien nay",
                  "noi hoc tap"),
    F.EMPLOYMENT: ("tinh trang viec lam", "tinh trang viec lam hien nay", "co viec lam",
                   "tinh trang lao dong", "co viec lam khong"),
    F.CRIMINAL_RECORD: (
        "tien an", "tien an tien su", "tien su tien an", "tien an tien su ban than",
        "so tien an", "tien an va tien su",
    ),
    F.OCCUPATION: ("nghe nghiep", "nghe", "cong viec", "viec lam", "nghe nghiep hien nay",
                   "viec lam hien nay", "nn"),
    F.NOTE: ("ghi chu", "gchu", "g chu", "chu thich", "luu y", "ghi chu them", "note", "gc"),
    F.BIRTH_DAY: ("ngay sinh ngay",),
    F.SEX: ("gioi tinh", "g tinh", "gt", "phai", "nam nu", "nam hay nu", "gioi", "g t"),
    F.FEMALE: ("nu", "nu gioi", "nam sinh nu", "phu nu"),
    F.MALE: ("nam gioi", "nam sinh nam"),
    F.BIRTH: (
        "nam sinh", "ngay sinh", "ngay thang nam sinh", "ng sinh", "ngay thang sinh", "n sinh",
        "ns", "sinh ngay", "sinh nam", "ntns", "nt ns", "ngaysinh", "namsinh",
        "ng th nam sinh", "ngay th nam sinh", "nam sinh ngay sinh", "ngay sinh nam sinh", "sinh",
        "ngay thang ns", "nam sinh ngay thang", "n s", "nsinh", "ngay nam sinh",
    ),
    F.FAMILY_NAME: ("ho", "ho dem",
                    "ho va dem", "ho lot", "ho va ten dem", "ho chu lot", "ho va chu lot",
                    "ho ten dem", "ho va chu dem"),
    F.FULL_NAME: (
        "ho va ten", "ho ten", "h ten", "ho va ten nguoi nghien", "ho ten nguoi nghien", "hoten",
        "ho ten doi tuong", "ho va ten doi tuong", "ten doi tuong", "ho va ten khai sinh",
        "ho chu dem va ten", "ho ten khai sinh", "ten nguoi nghien", "h va ten", "hvt",
        "ho va ten nguoi cai nghien", "ho ten nguoi cai nghien", "ho va ten nguoi duoc quan ly",
        "nguoi cai nghien", "nguoi nghien", "nguoi duoc quan ly", "doi tuong quan ly",
        "ho va ten nguoi bi quan ly", "ho va ten thanh vien", "thanh vien", "ho ten thanh vien",
        "ho va ten tnv", "ho va ten nguoi su dung", "ho ten nguoi su dung", "hoc vien",
        "ho ten hoc vien", "ho va ten hoc vien", "ten nguoi cai nghien", "hovaten",
        "nguoi duoc gap", "ho ten nguoi duoc gap", "ho va ten nguoi duoc gap",
    ),
    F.GIVEN_NAME: ("ten",),
}  # fmt: skip

# Under a joined head, a short word means what stands above it lets it mean.
BIRTH_ABOVE, SEX_ABOVE, NUMBER_ABOVE, DECISION_ABOVE, TERM_ABOVE = (
    frozenset({F.BIRTH}),
    frozenset({F.SEX}),
    frozenset({F.ANY_NUMBER, F.ID_NUMBER, F.OLD_ID_NUMBER, F.PASSPORT}),
    frozenset({F.DECISION, F.DECISION_NUMBER}),
    frozenset({F.TERM}),
)
_DAY = ("ngay", "ngay thang", "ngay thang nam", "ngay ky", "ngay ban hanh", "ngay qd", "ngay ra")
_MEN_AND_WOMEN: dict[str, F] = {"nu": F.FEMALE, "nu gioi": F.FEMALE, "nam gioi": F.MALE}
UNDER: tuple[tuple[frozenset[F], dict[str, F]], ...] = (
    (BIRTH_ABOVE, {**_MEN_AND_WOMEN, "ngay": F.BIRTH_DAY, "thang": F.BIRTH_MONTH}),
    (SEX_ABOVE, _MEN_AND_WOMEN),
    (NUMBER_ABOVE, {"ngay": F.ID_ISSUED_ON, "noi": F.ID_ISSUED_BY}),
    (DECISION_ABOVE, {"so": F.DECISION_NUMBER, **dict.fromkeys(_DAY, F.DECISION_ON)}),
    (
        TERM_ABOVE,
        {"tu": F.TERM_START, "den": F.TERM_END, "thang": F.TERM_MONTHS, "so thang": F.TERM_MONTHS},
    ),
)
# Words that are no field by themselves, but do stand in a head row.
ALSO_HEADS = frozenset({"nam", "nu", "so", "ngay", "thang", "ngay thang", "ngay thang nam", "noi"})
