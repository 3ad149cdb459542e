"""Words that say how something is asked, not what is looked for.

They are left out of what must be found, unless nothing else was typed. Only words that are safe to pass over even when
typed without diacritics stand here: no word that a model could be about.
"""

from collections.abc import Sequence

from pagekit.text import fold_word, unify_tones

_VIETNAMESE = """
    không có, không biết, không rành, chưa có, chưa biết, và, với, cùng, hoặc, hay, của, cho, ở, tại, trong, trên,
    dưới, ngoài ra, từ, đến, tới, về, theo, bằng, do, bởi, vì, nhờ, để, nhằm, thì, là, mà, rằng, nếu, khi, lúc,
    những, các, mọi, mỗi, một số, nhiều, vài, này, kia, đó, ấy, đã, đang, sẽ, có, được, bị, phải, nên, cần, muốn,
    rất, quá, hơn, nhất, cũng, vẫn, còn, chỉ, đều, lại, thêm, tôi, chúng tôi, mình, ta, bạn, ai, gì, nào, sao, đâu,
    bao nhiêu, mấy, cho hỏi, xin hỏi, xin, hãy, làm sao, làm sao để, làm thế nào, làm thế nào để, làm gì, làm gì để,
    thế nào, như thế nào, ra sao, tại sao, vì sao, có cách nào, có cách nào để, cách, cách nào, cách làm, cách thức,
    cách để, biện pháp, giải pháp, phương pháp, kinh nghiệm, hướng dẫn, bí quyết, tìm, tìm kiếm, tìm hiểu, xem,
    thông tin, thông tin về, ví dụ, liên quan, liên quan đến, việc, cái, sự, cuộc, hoạt động, vấn đề, tình trạng,
    hiện nay, hiện tại, hôm nay, bây giờ, gần đây, mới nhất, hết, nhanh, dễ, khỏi, bớt, đỡ, rành, lo, sợ, thường
    xuyên, ngay, luôn, kịp thời, lâu dài, bền vững, mới, hay bị, địa phương, địa phương tôi, nơi, chỗ, vùng, khu
    vực, địa bàn, trên địa bàn, ở đâu, cũ, trước đây, nay, hiệu quả, tốt, thành công, áp dụng, triển khai, thực
    hiện, xây dựng mô hình, giúp, giúp đỡ cho, nhờ vào, như, kiểu, loại
"""
_ENGLISH = """
    a, an, the, of, in, on, at, to, for, from, by, with, about, and, or, how, what, where, which, who, when,
    why, is, are, be, do, does, can, could, should, we, i, you, our, my, their, there, that, this, these, those,
    it, its, as, into, any, some, more, most, best, good, way, ways, how to, example, examples, model, models,
    practice, practices, viet nam, vietnam, vietnamese, local, help, keep, make, get, using, use
"""
# Asked with these, a query is a need: how something can be done.
_NEED = """
    cách, cách nào, làm sao, làm sao để, làm thế nào, làm thế nào để, thế nào, như thế nào, làm gì, làm gì để,
    ra sao, giải pháp, biện pháp, phương pháp, kinh nghiệm, muốn, cần làm gì, giúp, để, khi, how, how to, ways
    to, way to
"""
# What every page of the site is about: alone they are meant, beside other words they say nothing.
_GENERIC = """
    con, em, anh, chị, ông, bà, cháu, bác, cô, chú, vợ, chồng, người, dân, người dân, bà con, nhân dân, mọi người,
    nhà, giảm, hạn chế, ngăn, ngăn chặn, ngăn ngừa, phòng ngừa, tránh, chống, phòng chống, xử lý, quản lý, đảm bảo,
    bảo đảm, giữ, giữ gìn, bảo vệ, nâng cao, tăng cường, vận động, tuyên truyền, mô hình, mô hình hay, mô hình tốt,
    các mô hình, dân vận khéo, dân vận, điển hình, bài, tin, tin tức
"""


class Phrases:
    """Phrases to be looked for at a place of a query."""

    def __init__(self, text: str) -> None:
        """Take the phrases of a text, separated by commas."""
        self._written: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for phrase in text.split(","):
            written = tuple(unify_tones(phrase).split())
            self._written.setdefault(tuple(fold_word(word) for word in written), set()).add(written)
        self._longest = max(map(len, self._written))

    def __contains__(self, word: str) -> bool:
        """Tell whether a single word, folded, is one of the phrases."""
        return (word,) in self._written

    def longest(self, typed: Sequence[str], at: int, *, exactly: bool) -> int:
        """Return how many of the words at a place, in small letters, are the longest phrase there; 0 when none is.

        `exactly` says that diacritics count.
        """
        for length in range(min(self._longest, len(typed) - at), 0, -1):
            piece = tuple(typed[at : at + length])
            written = self._written.get(tuple(fold_word(word) for word in piece), ())
            if piece in written or (written and not exactly):
                return length
        return 0


VIETNAMESE = Phrases(_VIETNAMESE)
ENGLISH = Phrases(_ENGLISH)
NEED = Phrases(_NEED)
GENERIC = Phrases(_GENERIC)
GENERIC_TEXTS = [phrase.strip() for phrase in _GENERIC.split(",")]
