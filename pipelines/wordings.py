"""What pages say, in folded text, that are no article or not the whole of one."""

from __future__ import annotations

import re

MISSING = re.compile(
    r"(?:trang|bai viet|noi dung|duong dan|tin bai)(?: web| nay| ban| yeu cau| tim| dang| can| muon"
    r"| xem| truy cap)* (?:khong (?:ton tai|tim thay|co|con)|da (?:bi|duoc) (?:xoa|go)|khong duoc tim thay)"
    r"|(?:bai viet|noi dung|trang) (?:ban|quy (?:vi|khach)) (?:\w+ ){1,3}?hien khong con\b"
    r"|khong tim thay (?:trang|bai viet|noi dung|duong dan)|page (?:you requested )?(?:was )?not found"
    r"|\b(?:loi|error) 404\b|\b404\b.{0,20}not found|not found.{0,20}\b404\b"
    r"|(?:article|page) (?:does not exist|is no longer available)|page can.?t be found"
    r"|rat tiec[^.!]{0,80}(?:het han|khong (?:con|ton tai|tim thay)|da bi (?:go|xoa))"
    r"|(?:lien ket|duong dan|link)[^.!]{0,40}(?:da )?het han"
    r"|(?:noi dung|tin|bai)(?: viet| tin| nay)* (?:hien )?(?:khong con|da (?:bi|duoc) (?:xoa|go)|dang cho duyet)"
    r"|dia chi (?:ma )?(?:ban )?(?:yeu cau|truy cap|tim)[^.!]{0,30} khong (?:co|ton tai|dung)"
    r"|chua co (?:bai viet|tin(?: bai)?|noi dung) nao\b"
)
#: Something went wrong on their side, and they want money: neither says that the article is gone.
TROUBLE = re.compile(
    r"\bda (?:co|xay ra) loi(?: xay ra)?\b|\b(?:loi|error) 50[0-4]\b"
    r"|\berror establishing a database connection\b|\bloi ket noi (?:co so du lieu|csdl)\b"
)
#: Of the text itself, and to its reader: clubs and unions do much for their members, and tickets are bought
#: to see things.
PAID = re.compile(
    r"\b(?:noi dung|bai)(?: viet| bao)?(?: nay| chi)* danh (?:rieng )?cho (?:\w+ )?"
    r"(?:thue bao|ban doc (?:tra phi|dang ky))(?! \w)"
    r"|\b(?:noi dung|bai)(?: viet| bao)?(?: nay| chi)+ danh (?:rieng )?cho (?:\w+ )?hoi vien(?! \w)"
    r"|\b(?:dang ky|mua|nang cap) (?:\w+ ){0,2}goi (?:vip|doc bao|bao|thanh vien|hoi vien|tra phi)"
    r"(?: \w+){0,2} de (?:xem|doc)\b|\bmua goi de doc tiep\b|\bday la noi dung tra phi\b"
    r"|\b(?:dang ky|mua|nang cap|thanh toan) (?:\w+ ){0,5}de (?:xem|doc) (?:tiep|toan bo|tron ven|day du)"
    r"(?: noi dung| bai| viet| bao)+ nay\b|\bban da doc het \d+ bai (?:viet |bao )?mien phi\b"
)
#: What asks to log in or to pay for the rest right below a text that is cut, or says that it was taken down.
FOR_READING = re.compile(
    rf"{PAID.pattern}|\bdang nhap (?:\w+ ){{0,2}}de (?:xem|doc|tiep tuc)(?! (?:\w+ ){{0,3}}?(?:binh luan|phan hoi|y kien)\b)"
    r"|\bbai viet(?: nay)? da (?:duoc|bi) (?:go|xoa)\b"
)
#: What stands where the text is to come.
TO_COME = re.compile(
    r"(?:bai(?: viet)?|noi dung|tin)(?: nay)? dang (?:duoc )?(?:cap nhat|bien tap|hoan thien)[^.]{0,60}\W*"
)
#: Headlines of what a newspaper says of its own mistakes.
CORRECTION = re.compile(
    r"(?:dinh chinh|cao loi|loi xin loi|xin loi ban doc|thong tin dinh chinh)\b"
)
#: Pages of a newspaper that tell no news, by their headline alone.
STANDING = re.compile(
    r"(?:trang )?(?:lien he|gioi thieu(?: ve)?|toa soan|ban bien tap|quang cao|lien he quang cao|bang gia quang cao"
    r"|dieu khoan(?: su dung| dich vu)?(?: va(?: chinh sach| bao mat| quy dinh| thong tin| su dung)+)?|tham do (?:y kien|ban doc|du luan)"
    r"|chinh sach(?: bao mat| rieng tu)?(?: thong tin)?|quy dinh(?: bao mat| binh luan)"
    r"|so do (?:trang|site)|rss|sitemap|dat bao|kenh rss|contact(?: us)?|about(?: us)?|advertis(?:e|ing)"
    r"|privacy(?: policy)?|terms(?: (?:of|and) \w+)?)(?: (?P<whose>toa soan|voi chung toi|bao (?!chi\b).{1,30}))?"
)
PARKED = re.compile(
    r"domain(?: name)? (?:is|may be) for sale|buy this domain|is for sale!|ten mien .{0,30}(?:dang rao ban|het han)"
)
