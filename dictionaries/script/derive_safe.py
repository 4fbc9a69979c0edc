#!/usr/bin/env python3
"""Writes safe.tsv: traditional characters that may be replaced without asking on a simplified page.

    opencc_dict -i /usr/share/opencc/TSCharacters.ocd2 -f ocd2 -t text -o TSCharacters.txt
    derive_safe.py TSCharacters.txt > safe.tsv          (Debian: opencc, unicode-data)

A character gets in when all of this holds; the result is then read by eye and kept in the repository.
  1. Of the simplified forms that OpenCC's TSCharacters knows for it, exactly one is in 通用规范汉字表 (2013), and it is
     the first one and another character.
  2. That form is in level 1 or 2 of that table, its 6,500 characters of general use (Unihan: kTGH up to 6500).
  3. The character itself is in none of the 8,105 of that table, nor in GB 2312: those can be right in simplified text
     (乾 徵 瞭 藉 覆; 昇 甦 喆, which the table gave back to names).
     ALSO holds characters that fail 1 or 3 only because of a use that is extinct (菸 in GB 2312, 麼 as 麽).
  4. It is not in NEVER: characters that live on in names, or that simplified text uses on purpose.
"""
import bz2
import sys

ALSO = set("菸麼")
NEVER = set("乾昇濛霑徹堃甯菴崑崙蘋妳託訢鉅倣璿雋嫺嫻壎曇琱琍瑠珮閤儁")


def general_standard_characters(path="/usr/share/unicode/Unihan_OtherMappings.txt.bz2"):
    ranks = {}
    for line in bz2.open(path, "rt", encoding="utf-8"):
        field = line.rstrip("\n").split("\t")
        if len(field) == 3 and field[1] == "kTGH":
            ranks[chr(int(field[0][2:], 16))] = int(field[2].split(":")[1].split()[0])
    return ranks


def in_gb2312(char):
    try:
        char.encode("gb2312")
        return True
    except UnicodeEncodeError:
        return False


def main():
    ranks = general_standard_characters()
    assert len(ranks) == 8105, len(ranks)
    rows = []
    for line in open(sys.argv[1], encoding="utf-8"):
        char, values = line.rstrip("\n").split("\t")
        first = values.split(" ")[0]
        known = [v for v in values.split(" ") if v in ranks]
        if first == char or ranks.get(first, 9999) > 6500 or (known != [first] and char not in ALSO):
            continue
        if char in NEVER or ((char in ranks or in_gb2312(char)) and char not in ALSO):
            continue
        rows.append((char, first))
    for char, value in sorted(rows):
        print(f"{char}\t{value}")


if __name__ == "__main__":
    main()
