"""Banks that unit and browser tests share."""

from __future__ import annotations

#: The items of a quiz that has something of each mode: a hint that costs, a pinned option, a number, a survey item.
MODES = """\
items:
  - id: lead
    type: single_choice
    stem: {en: "Which organisation leads KFOR?", sr: "Koja organizacija predvodi KFOR?"}
    options:
      - {id: a, text: {en: "NATO", sr: "NATO"}, key: true}
      - {id: b, text: {en: "The United Nations", sr: "Ujedinjene nacije"}, feedback: {en: "The mandate is theirs.", sr: "Mandat je njihov."}}
      - {id: c, text: {en: "The European Union", sr: "Evropska unija"}}
      - {id: d, text: {en: "None of these", sr: "Nijedna od njih"}, pinned: true}
    hints: [{text: {en: "It has its headquarters in Brussels.", sr: "Sjedište joj je u Briselu."}, cost: 0.25}]
    explanation: {en: "NATO leads; the UN gave the mandate.", sr: "Predvodi NATO; mandat su dale UN."}
    tags: {topic: leadership, bloom: remember}
    facts: [seed-kfor-led]
  - id: number
    type: numeric
    key: 4700
    unit: {en: "troops", sr: "vojnika"}
    stem: {en: "About how many troops did it have, by the report for 2023?", sr: "Koliko je otprilike imao vojnika, prema izvještaju za 2023?"}
    explanation: {en: "About 4,700.", sr: "Oko 4.700."}
    tags: {topic: troops, bloom: remember}
    facts: [seed-kfor-total]
  - id: opinion
    type: single_choice
    survey: true
    stem: {en: "Was this easy?", sr: "Da li je bilo lako?"}
    options:
      - {id: a, text: {en: "Yes", sr: "Da"}}
      - {id: b, text: {en: "No", sr: "Ne"}}
    tags: {topic: survey, bloom: remember}
"""
