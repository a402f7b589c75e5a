"""A made corpus of near-duplicates and of texts that only look like them, from a seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_START = "ngày hội mùa lúa đường cầu xã huyện tỉnh chợ sông kênh trường lớp bệnh viện nhà máy công"
_WORDS = (
    _START + " nhân nông dân thanh niên phụ nữ học sinh giáo viên bác sĩ cán bộ đại biểu hội nghị"
    " dự án kế hoạch kinh phí ngân sách đầu tư xây dựng khởi công hoàn thành nghiệm thu bàn giao"
    " phát triển sản xuất chăn nuôi trồng trọt thủy sản xuất khẩu thị trường giá cả hợp tác doanh"
    " nghiệp môi trường rừng đê điều hạn mặn mưa bão lũ lụt cứu trợ quyên góp từ thiện văn hóa thể"
    " thao du lịch lễ truyền thống di tích bảo tàng đền chùa nghệ sĩ ca hát múa kịch phim sách báo"
    " tuyên truyền vận động giám sát kiểm tra xử lý vi phạm giao thông tai nạn an ninh trật tự công"
    " an quân đội biên phòng tuần tra phòng chống tội phạm ma túy tòa án xét xử bị cáo luật sư"
).split()
_FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
_GIVEN = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Hạnh",
    "Hùng",
    "Khánh",
    "Lan",
    "Minh",
    "Nam",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
    "Tâm",
    "Uyên",
    "Vinh",
    "Yến",
]
_PLACES = [
    "Bến Lức",
    "Đức Hòa",
    "Tân An",
    "Cần Giuộc",
    "Mộc Hóa",
    "Thủ Thừa",
    "Châu Thành",
    "Vĩnh Hưng",
]
_UNITS = ["hộ", "triệu đồng", "người", "ha", "tấn", "km", "em", "căn nhà"]


def person(dice: Random) -> str:
    return f"{dice.choice(_FAMILY)} {dice.choice(('Văn', 'Thị', 'Minh'))} {dice.choice(_GIVEN)}"


def sentence(dice: Random) -> str:
    words = dice.choices(_WORDS, k=dice.randint(9, 18))
    if dice.random() < 0.5:
        words.insert(dice.randint(1, 8), f"{dice.randint(2, 990)} {dice.choice(_UNITS)}")
    if dice.random() < 0.4:
        words.insert(dice.randint(1, 8), dice.choice((person(dice), dice.choice(_PLACES))))
    return " ".join([words[0].title(), *words[1:]])


def text(dice: Random) -> list[str]:
    """Paragraphs of one article."""
    return [
        ". ".join(sentence(dice) for _ in range(dice.randint(2, 4))) + "."
        for _ in range(dice.randint(4, 8))
    ]


def edited(paragraphs: list[str], dice: Random) -> list[str]:
    """Some words were replaced, none of them a number or a name."""
    out = []
    for paragraph in paragraphs:
        words = paragraph.split()
        for n, word in enumerate(words):
            if word.islower() and word.isalpha() and dice.random() < 0.05:
                words[n] = dice.choice(_WORDS)
        out.append(" ".join(words))
    return out


def moved(paragraphs: list[str], dice: Random) -> list[str]:
    return dice.sample(paragraphs, len(paragraphs))


def cut(paragraphs: list[str], dice: Random) -> list[str]:
    """The end was left out, as other papers do with an agency's text."""
    return paragraphs[: max(2, round(len(paragraphs) * dice.uniform(0.55, 0.85)))]


def framed(paragraphs: list[str], dice: Random) -> list[str]:
    """Boilerplate before and after."""
    return [
        f"({dice.choice(('TTXVN', 'LAO', 'CTO'))}) - {paragraphs[0]}",
        *paragraphs[1:],
        "Mời bạn đọc theo dõi tin tức mới nhất trên trang của chúng tôi mỗi ngày.",
    ]


def toned(paragraphs: list[str], dice: Random) -> list[str]:
    """The other way to place the tone."""
    del dice
    pairs = (("hòa", "hoà"), ("hóa", "hoá"), ("thủy", "thuỷ"), ("tòa", "toà"), ("túy", "tuý"))
    out = "\n\n".join(paragraphs)
    for old, new in pairs:
        out = out.replace(old, new)
    return out.split("\n\n")


EDITS: dict[str, Callable[[list[str], Random], list[str]]] = {
    "edited": edited,
    "moved": moved,
    "cut": cut,
    "framed": framed,
    "toned": toned,
}


def weather(dice: Random) -> str:
    return (
        f"Dự báo thời tiết ngày {dice.randint(1, 28)}/{dice.randint(1, 12)}: Long An có mây, chiều tối"
        f" có mưa rào và dông vài nơi. Nhiệt độ thấp nhất {dice.randint(20, 26)} độ, cao nhất"
        f" {dice.randint(28, 37)} độ. Gió tây nam cấp {dice.randint(2, 5)}. Độ ẩm từ"
        f" {dice.randint(50, 70)} đến {dice.randint(75, 98)}%. Mực nước sông Vàm Cỏ Tây tại Tân An là"
        f" {dice.randint(80, 160)} cm. Trong cơn dông cần đề phòng lốc, sét, mưa đá và gió giật mạnh."
    )


def gold(dice: Random) -> str:
    return (
        f"Giá vàng hôm nay {dice.randint(1, 28)}/{dice.randint(1, 12)}: Công ty Vàng bạc đá quý niêm"
        f" yết giá vàng mua vào {dice.randint(30000, 99000)} nghìn đồng, bán ra"
        f" {dice.randint(30000, 99000)} nghìn đồng mỗi lượng, tăng {dice.randint(10, 900)} nghìn đồng"
        f" so với chốt phiên hôm qua. Trên thị trường thế giới giá vàng giao ngay ở mức"
        f" {dice.randint(1100, 2900)} USD một ounce, quy đổi thấp hơn trong nước {dice.randint(1, 19)}"
        " triệu đồng. Các chuyên gia khuyên người dân thận trọng khi giao dịch trong lúc biến động."
    )


def lottery(dice: Random) -> str:
    prizes = " ".join(f"Giải {n}: {dice.randint(10_000, 99_999)}." for n in range(1, 9))
    return (
        f"Kết quả xổ số kiến thiết Long An mở thưởng ngày {dice.randint(1, 28)} tháng"
        f" {dice.randint(1, 12)}. {prizes} Giải đặc biệt: {dice.randint(100_000, 999_999)}. Vé trúng"
        " được lĩnh thưởng trong thời hạn quy định tại công ty xổ số kiến thiết của tỉnh."
    )


def obituary(dice: Random) -> str:
    return (
        f"Ban tổ chức lễ tang và gia đình vô cùng thương tiếc báo tin ông {person(dice)}, sinh năm"
        f" {dice.randint(1925, 1965)}, quê quán {dice.choice(_PLACES)}, đã từ trần hồi"
        f" {dice.randint(0, 23)} giờ {dice.randint(0, 59)} phút, hưởng thọ {dice.randint(60, 99)} tuổi."
        f" Lễ viếng bắt đầu từ {dice.randint(6, 11)} giờ ngày {dice.randint(1, 28)}, an táng tại nghĩa"
        " trang liệt sĩ của huyện. Gia đình xin cảm tạ và mong được lượng thứ những điều sơ suất."
    )


def match(dice: Random) -> str:
    home, away = dice.sample(_PLACES, 2)
    return (
        f"Trên sân nhà, đội {home} gặp đội {away} ở vòng {dice.randint(1, 26)} giải hạng nhất. Phút"
        f" {dice.randint(2, 44)} tiền đạo {person(dice)} mở tỉ số sau đường chuyền của {person(dice)}."
        f" Phút {dice.randint(46, 88)} {person(dice)} gỡ hòa. Trận đấu kết thúc với tỉ số"
        f" {dice.randint(0, 6)}-{dice.randint(0, 6)} trước {dice.randint(500, 9000)} khán giả. Ở lượt"
        " trận tới hai đội đều phải thi đấu trên sân khách và cần giành trọn điểm để trụ hạng."
    )


def notice(dice: Random) -> str:
    """Notices that differ in names alone."""
    people = ", ".join(person(dice) for _ in range(6))
    return (
        "Tòa án nhân dân tỉnh thông báo tìm người có quyền lợi và nghĩa vụ liên quan trong vụ án tranh"
        " chấp quyền sử dụng đất theo thông báo số 12 ngày 5 tháng 3. Đề nghị những người có tên sau"
        f" đây: {people}, trong thời hạn 30 ngày kể từ ngày đăng thông báo này, liên hệ với tòa án để"
        " tham gia tố tụng. Quá thời hạn trên tòa án sẽ giải quyết vụ án theo quy định của pháp luật."
    )


TEMPLATES = (weather, gold, lottery, obituary, match, notice)
