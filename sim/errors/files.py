"""What is wrong with any file that is read: it is not there, cannot be read, or holds what it must not."""

from __future__ import annotations

from typing import Final

FILES: Final[dict[str, dict[str, str]]] = {
    "missing_file": {
        "ja": "ファイルがありません。場所と名前を確かめてください",
        "en": "there is no such file; check its place and name",
    },
    "not_a_file": {
        "ja": "ファイルではありません（フォルダーや装置など）。ファイルの場所と名前を指定してください",
        "en": "this is not a file but a folder, a device or the like; give the place and name of a file",
    },
    "not_a_folder": {
        "ja": "この名前のフォルダーはありません。フォルダーの場所と名前を指定してください",
        "en": "this is not a folder; give the place and name of one",
    },
    "not_allowed": {
        "ja": "このファイルを読む権限がありません。権限を確かめてください",
        "en": "you may not read this file; check its rights",
    },
    "unreadable": {
        "ja": "読み取れません（{reason}）。UTF-8の正しい形式で保存し直してください",
        "en": "cannot be read ({reason}); save it again in the right format as UTF-8",
    },
    "not_toml": {
        "ja": "{place}がTOMLの書き方に合いません{reason}。項目は 名前 = 値 の形で一度だけ、"
        "文字は引用符で囲み、括弧と引用符は閉じてください",
        "en": "{place} is not valid TOML{reason}; write name = value, each name once, text in quotes, "
        "and close every bracket and quote",
    },
    "not_utf8": {
        "ja": "文字コードがUTF-8ではありません（{byte}バイト目）。UTF-8で保存し直してください",
        "en": "is not encoded as UTF-8 (byte {byte}); save it again as UTF-8",
    },
    "unknown_key": {
        "ja": "知らない項目 '{key}' です{hint}",
        "en": "unknown key '{key}'{hint}",
    },
    "missing_key": {
        "ja": "項目 '{key}' がありません。書き加えてください",
        "en": "'{key}' is missing; add it",
    },
    "wrong_type": {
        "ja": "{expected}で書いてください",
        "en": "write {expected} here",
    },
    "out_of_range": {
        "ja": "{low}から{high}までの値にしてください",
        "en": "a value lies between {low} and {high}",
    },
    "unknown_choice": {
        "ja": "次のどれかにしてください: {choices}{hint}",
        "en": "choose one of: {choices}{hint}",
    },
    "not_finite": {
        "ja": "有限の数値にしてください",
        "en": "write a finite number",
    },
    "file_too_large": {
        "ja": "ファイルが大きすぎます（{kilobytes}KBまで）。シナリオのファイルを選んでください",
        "en": "the file is too large (at most {kilobytes} KB); choose a scenario file",
    },
    "toml_parts": {
        "ja": "{line}行目の項目名は点で区切った部分が{most}個を超えます。section.name の形で書いてください",
        "en": "a name in line {line} has more than {most} parts; write it as section.name",
    },
    "toml_word": {
        "ja": "{line}行目に{most}字を超える数か名前があります。短く書いてください",
        "en": "a number or name in line {line} is longer than {most} characters; write a shorter one",
    },
    "toml_depth": {
        "ja": "{line}行目で括弧が{most}重を超えます。入れ子を減らしてください",
        "en": "brackets in line {line} are nested more than {most} deep; nest fewer",
    },
    "toml_tables": {
        "ja": "表と並びが{most}個を超えます。ファイルを分けてください",
        "en": "it holds more than {most} tables and lists; split it into several files",
    },
    "text_long": {
        "ja": "{found}字あります。{most}字までにしてください",
        "en": "has {found} characters; write at most {most}",
    },
    "text_blank": {
        "ja": "空白だけで、何も表示されません。文字を書くか、この行を削ってください",
        "en": "is blank and shows nothing; write a text, or remove this line",
    },
    "text_sign": {
        "ja": "表示できない文字（{sign}）が含まれています。取り除いてください",
        "en": "holds a character that cannot be shown ({sign}); remove it",
    },
    "more_faults": {
        "ja": "誤りが{most}個を超えたため、残りは見ていません。まず上のものを直してください",
        "en": "there are more than {most} faults and the rest was not looked at; mend those above first",
    },
    "kernels_dropped": {
        "ja": "保存してあったコンパイル済みコードの一部が壊れていたので作り直します（結果は変わりません）",
        "en": "part of the stored compiled code was damaged; it is made again, and results stay the same",
    },
    "kernels_elsewhere": {
        "ja": "コンパイル済みコードを {folder} に保存できないので、一時フォルダー {other} を使います。"
        "書き込めるように直すか空きを作り、または NUMBA_CACHE_DIR で別のフォルダーを指定してください",
        "en": "compiled code cannot be kept in {folder}, so the temporary folder {other} is used; "
        "make the first writable, free some room, or name another folder with NUMBA_CACHE_DIR",
    },
    "kernels_not_kept": {
        "ja": "コンパイル済みコードを {folder} にも一時フォルダーにも保存できないので、次回も作り直します。"
        "書き込めるように直すか空きを作り、または NUMBA_CACHE_DIR で別のフォルダーを指定してください",
        "en": "compiled code can be kept neither in {folder} nor in a temporary folder, so the next command "
        "compiles again; make it writable, free some room, or name another folder with NUMBA_CACHE_DIR",
    },
}
