"""Words of the workbook for own figures, in Japanese and English."""

from __future__ import annotations

from typing import Final

UNITS: Final = ("円", "千円", "百万円")
"""Units in which amounts may be written; the first is the default. They mean the same in both languages."""

SHEETS: Final[dict[str, dict[str, str]]] = {
    "guide": {"ja": "説明", "en": "Guide"},
    "fy2018": {"ja": "2018年度の経費", "en": "FY2018 cost"},
    "quotes": {"ja": "移行後の見積り", "en": "Quotes"},
    "ends": {"ja": "現行契約の終了日", "en": "Contract ends"},
    "cutovers": {"ja": "移行予定日", "en": "Planned cutovers"},
}

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {
        "ja": "自団体の数値の記入用紙（標準化対象20業務の情報システム）",
        "en": "Own figures of an organisation (information systems of the 20 standardised businesses)",
    },
    "code": {"ja": "団体コード", "en": "Code"},
    "name": {"ja": "団体名", "en": "Name"},
    "guide": {
        "ja": "黄色のセルだけに記入してください。分かるものだけで構いません。空欄は推計のままになります。\n"
        "灰色の数字は推計（公表値ではない）です。記入した値で置き換わります。\n"
        "金額は税抜の年額です。税込の額は、2018年度（平成30年度）は1.08、見積りは1.10で割ってください。単位は各シートで選べます。\n"
        "2018年度の経費は10費目をすべて（なかった費目は0）、または総額だけを書いてください。\n"
        "見積りは移行後1年間の運用経費と、その見積書の日付を費目ごとに書いてください。\n"
        "日付は 2026-03-31、2026/3/31、令和8年3月31日、R8.3.31 のどれでも読めます。"
        "月まで（令和8年3月）なら、契約終了日と見積りは月末、移行予定日は月初とします。\n"
        "列や行は動かさず、左端の小さな文字は消さないでください。",
        "en": "Fill in the yellow cells only, and only what you know. Empty cells keep the estimate.\n"
        "Grey figures are estimates, not published values. What you write takes their place.\n"
        "Amounts are yearly and before tax: divide FY2018 amounts with tax by 1.08 and quotes by 1.10. "
        "Each sheet has its unit (円 yen, 千円 thousand yen, 百万円 million yen).\n"
        "For FY2018 give all ten items (0 where nothing was paid), or the total alone.\n"
        "For quotes give the running cost of a year after migration and the date of the quote, by item.\n"
        "Dates are read as 2026-03-31, 2026/3/31, 令和8年3月31日 or R8.3.31. A month alone means its "
        "last day for contract ends and quotes, its first day for planned cutovers.\n"
        "Do not move columns or rows, and leave the small text on the left.",
    },
    "unit": {"ja": "単位", "en": "Unit"},
    "total_line": {"ja": "総額（費目が分からないとき）", "en": "Total (if the items are not known)"},
    "fy2018_title": {"ja": "2018年度の運用経費（税抜）", "en": "Running cost of FY2018 (before tax)"},
    "fy2018_note": {
        "ja": "10費目をすべて、または総額だけを書いてください",
        "en": "Give all ten items, or the total alone",
    },
    "fy2018_heads": {
        "ja": "費目|推計（円）|自団体の額",
        "en": "Item|Estimate (yen)|Own amount",
    },
    "quotes_title": {
        "ja": "移行後の運用経費の見積り（年額・税抜）",
        "en": "Quotes for running cost after migration (a year, before tax)",
    },
    "quotes_note": {
        "ja": "見積りのある費目だけ、年額と見積書の日付を書いてください",
        "en": "Only items with a quote: the amount a year and the date of the quote",
    },
    "quotes_heads": {
        "ja": "費目|推計（円、移行後の最初の通年）|見積額（年額）|見積書の日付",
        "en": "Item|Estimate (yen, first full year)|Quote (a year)|Date of the quote",
    },
    "ends_title": {"ja": "現行システムの契約終了日", "en": "Contract ends of the old systems"},
    "ends_note": {
        "ja": "業務群ごとに書くか、同じなら「全業務」だけに書いてください",
        "en": "By group of businesses, or once for all businesses",
    },
    "ends_heads": {
        "ja": "業務群|（推計なし）|契約終了日",
        "en": "Business group|(no estimate)|Contract ends on",
    },
    "cutovers_title": {"ja": "業務ごとの移行予定日", "en": "Planned cutover by business"},
    "cutovers_note": {
        "ja": "予定日は移行の予約になります。その日に移れるかは事業者の体制などによります",
        "en": "A planned day books a window; whether it is kept depends on vendors and the rest",
    },
    "cutovers_heads": {
        "ja": "業務|推計（中央値の月）|移行予定日",
        "en": "Business|Estimate (month, median)|Planned day",
    },
    "yen_hint": {
        "ja": "0以上の金額を書いてください（税抜、単位はシートの上で選びます）",
        "en": "Write an amount of 0 or more (before tax; the unit is chosen above)",
    },
    "day_hint": {
        "ja": "例: 2026-03-31、令和8年3月31日、R8.3.31、令和8年3月",
        "en": "Such as 2026-03-31, 2026/3/31, R8.3.31",
    },
}
