"""Writes shared/Sync.Policy/Normalising/composition.txt from the Unicode data that Python carries.

    python3 composition.py > ../../../../shared/Sync.Policy/Normalising/composition.txt
"""
import sys
import unicodedata

characters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF and not 0xAC00 <= code <= 0xD7A3]

print(f"# Which letters and marks make one character: facts of the Unicode character database {unicodedata.unidata_version}")
print("# (fields Canonical_Combining_Class, Decomposition_Mapping, Full_Composition_Exclusion; Unicode License v3).")
print("# Written by tests/Sync.Policy.Tests/Normalising/generate/composition.py: do not edit, write anew. Hangul is arithmetic, not here.")
print("# class, a colon, first-last code of marks; or: character, =, its parts, - if the parts are not put together again")

runs = []
for character in characters:
    mark, code = unicodedata.combining(character), ord(character)
    if mark and runs and runs[-1][0] == mark and runs[-1][2] == code - 1:
        runs[-1][2] = code
    elif mark:
        runs.append([mark, code, code])
for mark, first, last in runs:
    print(f"{mark}:{first:X}-{last:X}")

for character in characters:
    parts = unicodedata.decomposition(character)
    if parts and not parts.startswith("<"):
        apart = "" if unicodedata.normalize("NFC", character) == character else "-"
        print(f"{ord(character):X}={' '.join(part.lstrip('0') or '0' for part in parts.split())}{apart}")
