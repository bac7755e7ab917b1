// What stands under the questions when all is said: the score by topic, and what to do next.
export function reviewView({ h, speech, send, uid }) {
  const { t, number } = speech;
  const node = h("div", { class: "nq-review", role: "group", "aria-labelledby": `${uid}-review` });
  const cell = (tag, text, numeric) => h(tag, { text, class: numeric ? "nq-number" : null, scope: tag === "th" ? (numeric === undefined ? "row" : "col") : null });

  function show(summary) {
    const review = summary.review;
    node.hidden = !review;
    if (!review) return;
    const rows = review.topics.map((one) => h("tr", {}, [
      cell("th", one.topic),
      h("td", {}, [h("meter", { min: 0, max: one.of, value: one.points, "aria-label": one.topic })]),
      cell("td", t("of", { points: number(one.points), of: number(one.of) }), true),
    ]));
    const button = (action, words, kind) => h("button", { type: "button", class: kind, text: words, on: { click: () => send(action) } });
    node.replaceChildren(
      h("p", { class: "nq-title", id: `${uid}-review`, role: "heading", "aria-level": "4", tabindex: "-1", text: t("review") }),
      ...(rows.length ? [h("table", { class: "nq-topics" }, [
        h("thead", {}, [h("tr", {}, [cell("th", t("topic"), false), h("td"), cell("th", t("points_head"), true)])]),
        h("tbody", {}, rows),
      ])] : []),
      ...(summary.certainty != null ? [h("p", { text: t("certainty_total", { mark: speech.signed(summary.certainty), of: number(summary.certainty_of) }) })] : []),
      ...(review.missed ? [] : [h("p", { text: t("all_right") })]),
      h("div", { class: "nq-actions" }, [
        ...(review.missed ? [button("missed", t("try_missed", { n: review.missed }), "nq-button")] : []),
        ...(review.again ? [button("again", t("again"), "nq-link")] : []),
      ]),
    );
  }
  return { node, show };
}
