"""Vietnamese syllables: which strings of letters can be one, and what was meant by keys that no input method turned.

A reader whose input method was off, or on twice, leaves its keys in the text: Telex `bongs ddienej` and VNI
`bo1ng d9ie65n` both mean `bóng điện`. Pure functions over single words in small letters.

The inventory of onsets and rhymes is that of the national orthography (rules of 1984); tone marks stand the older way,
as `pagekit.text.unify_tones` places them.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from pagekit.text import fold, fold_word, unify_tones

_ONSETS = frozenset(
    ["", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
     "r", "s", "t", "th", "tr", "v", "x"]
)  # fmt: skip
_RHYMES_BY_VOWEL = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet "
    "oc oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông uôt uơ "
    "uy uya uych uyn uynh uyp uyt uyu uyên uyêt "
    "ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
)
_RHYMES = frozenset(_RHYMES_BY_VOWEL.split())
# Loan words with a rhyme that otherwise is Telex for ô.
_LOANS = frozenset(["xoong", "boong", "moóc", "mooc", "goòng", "goong", "soóc", "sooc"])
_FOLDED_RHYMES = frozenset(fold(rhyme) for rhyme in _RHYMES)
_STOPS = ("c", "ch", "p", "t")

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TONES = frozenset((_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT))
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED_VOWELS = frozenset("ăâêôơư")

_TELEX_TONES = {"s": _ACUTE, "f": _GRAVE, "r": _HOOK, "x": _TILDE, "j": _DOT}
_VNI_TONES = {"1": _ACUTE, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT}
_ROOF = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"o": "ơ", "u": "ư"}
_BREVE = {"a": "ă"}
_TELEX_SURE = ("dd", "aa", "ow", "uw", "aw", "j")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Tell whether a word in small letters can be a Vietnamese syllable, typed with diacritics or wholly without."""
    if word in _LOANS:
        return True
    plain, tone = _split_tone(word)
    if fold_word(word) == word:
        return _has_shape(word, _FOLDED_RHYMES)
    if plain.endswith(_STOPS) and tone not in {_ACUTE, _DOT}:
        return False
    return _has_shape(plain, _RHYMES)


@lru_cache(maxsize=20_000)
def well_placed(word: str) -> str:
    """Return a syllable with its tone mark over the vowel that carries it: `tòan` and `nghịêp` are slips."""
    plain, tone = _split_tone(word)
    if not tone:
        return word
    placed = unify_tones(_with_tone(list(plain), tone[-1]))
    return placed if is_syllable(placed) else word


def is_sure_residue(word: str) -> bool:
    """Tell whether a word holds keys that no other language than Telex or VNI would leave like that."""
    return any(keys in word for keys in _TELEX_SURE) or (word[:1].isalpha() and any(key.isdigit() for key in word))


@lru_cache(maxsize=20_000)
def decode(word: str) -> str | None:
    """Return the syllable that keys of Telex or VNI stand for, or None where a word is not such keys.

    A key held too long (`ninhh`) counts as one.
    """
    if is_syllable(word) or not word[:1].isalpha():
        return None
    for tones, apply in ((_TELEX_TONES, _telex_key), (_VNI_TONES, _vni_key)):
        decoded = _typed(word, tones, apply)
        if decoded != word and is_syllable(decoded):
            return decoded
    single = "".join(key for index, key in enumerate(word) if index == 0 or key != word[index - 1])
    return single if single != word and len(single) > 1 and is_syllable(single) else None


def _has_shape(word: str, rhymes: frozenset[str]) -> bool:
    """Whether some first letters are an onset and the rest a rhyme; `gìn` is g + in, `giêng` is g + iêng."""
    return any(word[:cut] in _ONSETS and word[cut:] in rhymes for cut in range(min(len(word), 4)))


def _split_tone(word: str) -> tuple[str, str]:
    """Return the word without its tone mark, and the mark."""
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(letter for letter in letters if letter in _TONES)
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES)), tone


def _typed(word: str, tones: dict[str, str], apply: Callable[[list[str], str], bool]) -> str:
    """Return what an input method makes of keys: letters that change letters before them, and tones."""
    letters: list[str] = []
    base, tone = _split_tone(word)
    for key in base:
        if key in tones and _has_vowel(letters):
            tone = tones[key]
        # Whoever has set the tone is done with the vowel: `camra` is no `cẩm`.
        elif (tone and key in _ROOF) or not apply(letters, key):
            letters.append(key)
    # One horn typed for two: `nguwoi` is meant as `ngươi`.
    letters = list("".join(letters).replace("ưo", "ươ"))
    if letters[-2:] == ["ư", "ơ"]:
        letters[-2] = "u"  # nothing ends in `ươ`: `thuở`
    return unify_tones(_with_tone(letters, tone[:1])) if tone else "".join(letters)


def _has_vowel(letters: list[str]) -> bool:
    return any(letter in _VOWELS for letter in letters)


def _telex_key(letters: list[str], key: str) -> bool:
    """Let a key change the letters before it; return whether it did."""
    if key == "d" and letters[:1] == ["d"] and (len(letters) == 1 or _has_vowel(letters)):
        letters[0] = "đ"
        return True
    if key in _ROOF:
        return _change_last(letters, {key: _ROOF[key]}, across_vowels=False)
    if key == "w":
        if not (_horn(letters) or _change_last(letters, _BREVE)):
            letters.append("ư")
        return True
    return False


def _vni_key(letters: list[str], key: str) -> bool:
    """Let a digit change the letters before it; return whether it did."""
    if key == "9" and letters[:1] == ["d"]:
        letters[0] = "đ"
        return True
    if not _has_vowel(letters):
        return False
    if key == "6":
        return _change_last(letters, _ROOF)
    if key == "7":
        return _horn(letters)
    return key == "8" and _change_last(letters, _BREVE)


def _horn(letters: list[str]) -> bool:
    """Put horns on `uo` together, else on the last `u` or `o`."""
    for index in range(len(letters) - 1):
        if letters[index] in "uư" and letters[index + 1] == "o" and letters[:index] != ["q"]:
            letters[index : index + 2] = ["ư", "ơ"]
            return True
    return _change_last(letters, _HORN)


def _change_last(letters: list[str], changes: dict[str, str], *, across_vowels: bool = True) -> bool:
    """Change the last letter that can be changed; its key may come after the consonants that end the syllable."""
    for index in range(len(letters) - 1, -1, -1):
        if letters[index] in changes:
            letters[index] = changes[letters[index]]
            return True
        if not across_vowels and letters[index] in _VOWELS:
            return False
    return False


def _with_tone(letters: list[str], tone: str) -> str:
    """Return the syllable with its tone mark over the vowel that carries it."""
    start = _onset_length(letters)
    vowels = [index for index in range(start, len(letters)) if letters[index] in _VOWELS]
    if not vowels:
        return "".join(letters)
    marked = [index for index in vowels if letters[index] in _MARKED_VOWELS]
    if marked:
        carrier = marked[-1]
    elif len(vowels) == 1 or (len(vowels) == 2 and vowels[-1] == len(letters) - 1):
        carrier = vowels[0]
    else:
        carrier = vowels[1]
    toned = [*letters[:carrier], letters[carrier] + tone, *letters[carrier + 1 :]]
    return unicodedata.normalize("NFC", "".join(toned))


def _onset_length(letters: list[str]) -> int:
    """Letters before the vowels; the u of `qu` and the i of `gi` before another vowel belong to the onset."""
    length = next((index for index, letter in enumerate(letters) if letter in _VOWELS), len(letters))
    onset, rest = "".join(letters[:length]), letters[length:]
    if (onset == "q" and rest[:1] == ["u"]) or (
        onset == "g" and rest[:1] == ["i"] and rest[1:2] and rest[1] in _VOWELS
    ):
        return length + 1
    return length
