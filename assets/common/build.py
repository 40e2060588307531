"""Writes common.txt: the 3,755 characters of the first level of GB/T 2312, sorted by code point, without a line end."""

from pathlib import Path

characters = []
for lead in range(0xB0, 0xD8):
    for trail in range(0xA1, 0xFF):
        try:
            characters.append(bytes([lead, trail]).decode("gb2312"))
        except UnicodeDecodeError:
            pass
Path(__file__).with_name("common.txt").write_text("".join(sorted(characters)), encoding="utf-8", newline="")
