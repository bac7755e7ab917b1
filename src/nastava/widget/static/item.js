const TYPING_PAUSE = 500; // ms of rest before what was typed is kept

// One question. `send(action, response, certainty)` speaks with the kernel.
export function questionView({ item, index, total, code, tag, speech, uid, send }) {
  const { t, number, points, time, signed, own } = speech;
  let state = {};
  let retrying = false;
  let waiting = false; // for the kernel's word on a response, so that a second press is not a second attempt
  let dirty = false; // typed or ticked since the kernel last heard of it
  let timer = null;

  const worth = item.survey ? t("survey_note") : points(item.points);
  const twin = ITEM_TYPES[item.type].build({ item, code, tag, h, uid, t, number, changed });
  const node = h("fieldset", { class: "nq-item", "data-item": item.id, "data-type": item.type, "aria-labelledby": `${uid}-legend ${uid}-stem` });
  const title = `${t("question", { n: index + 1, total })} · ${worth}`;
  node.innerHTML = `<legend class="nq-legend" id="${uid}-legend">${escaped(title)}</legend><div class="nq-stem" id="${uid}-stem">${item.stem}</div>\
<div class="nq-certain"></div><ol class="nq-hints"></ol>\
<div class="nq-actions"><button type="button" class="nq-button"></button><button type="button" class="nq-link"></button>\
<button type="button" class="nq-link">${escaped(t("solution"))}</button><span class="nq-tries"></span><span class="nq-saved" role="status"></span></div>\
<div class="nq-feedback" aria-live="polite"></div><div class="nq-rate" hidden></div>`;
  // The levels of certainty are filled in only where they are asked for: most items never do.
  const [legend, stem, certainty, hints, actions, feedback, rate] = node.children;
  const [primary, hint, solution, tries, saved] = actions.children;
  let levels = null;
  let rating = null;
  if (own.lang) {
    node.lang = tag;
    for (const part of [legend, certainty, actions]) part.lang = own.lang;
  }
  stem.after(...(item.picture && !twin.showsPicture ? [pictureView({ picture: item.picture, h })] : []), twin.node);
  primary.addEventListener("click", act);
  hint.addEventListener("click", () => send("hint"));
  solution.addEventListener("click", () => send("solution"));

  // Whether a response is only kept, and can be changed: a survey, a test that goes on, a graded quiz.
  const isConfirming = () => item.survey || state.mode === "graded" || (state.mode === "test" && !state.closed);
  const isAnswered = () => (state.attempts > 0 && !retrying) || Boolean(state.closed);

  function act() {
    if (!isConfirming() && isAnswered()) {
      retrying = true;
      paint();
      twin.focus();
      return;
    }
    if (waiting) return;
    waiting = true;
    dirty = false;
    clearTimeout(timer);
    saved.textContent = t("saving");
    send("submit", twin.read(), state.asks_certainty ? levels.read() : null);
  }

  function changed() {
    clearTimeout(timer);
    if (isConfirming()) primary.textContent = t(state.attempts ? "save_anew" : "save");
    saved.textContent = "";
    dirty = true;
    timer = setTimeout(() => {
      dirty = false;
      send("draft", twin.read());
      if (twin.readsAloud) send("read", twin.read());
    }, TYPING_PAUSE);
  }

  // What was refused for want of a level no longer is.
  certainty.addEventListener("change", () => feedback.querySelector("[data-verdict=note]")?.remove());
  // JupyterLab cancels line breaks and undoing that begin inside a cell: it must not see them.
  node.addEventListener("beforeinput", (event) => event.stopPropagation(), true);

  twin.node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      if (!isAnswered() || isConfirming()) act();
    }
  });

  // Called with what the kernel says of this item. What is being typed stays as it is.
  function update(next, { fresh = false, malformed = null, done = null } = {}) {
    state = next ?? state;
    if (done === "submit") waiting = false;
    if (malformed) {
      saved.textContent = "";
      feedback.replaceChildren(verdict("note", "!", malformed));
      if (state.asks_certainty && !levels.read()) certainty.querySelector("input").focus();
      else twin.focus();
      changed(); // refused, but still typed: kept as a draft
      return;
    }
    if (done === "draft" || done === "rate") {
      showStatus();
      paintRating();
      return;
    }
    if (done === "submit") retrying = false;
    if (fresh) {
      const draft = state.draft ?? null;
      retrying = draft !== null && state.attempts > 0 && !state.closed;
      twin.write(draft ?? state.response, draft === null ? state.language : state.typed_in);
      if (draft !== null && twin.readsAloud) send("read", twin.read());
    }
    if ((fresh && state.draft == null) || done === "submit") twin.echo?.(state.said);
    paint(fresh);
  }

  function paintCertainty(fresh) {
    if (state.asks_certainty && !levels) {
      levels = certaintyView({ h, uid, t, signed });
      certainty.append(levels.node);
    }
    if (fresh) levels?.write(state.certainty);
    certainty.hidden = !state.asks_certainty;
  }

  // Asked in a review only, under the answer.
  function paintRating() {
    if (state.rating && !rating) {
      rating = ratingView({ h, uid, t, onChoose: (value) => send("rate", value) });
      if (own.lang) rating.node.lang = own.lang;
      rate.append(rating.node);
    }
    rate.hidden = !state.rating || !isAnswered();
    if (state.rating) rating.write(state.rating);
  }

  function paint(fresh = false) {
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    repaint(fresh);
    if (focused && (focused.disabled || focused.closest("[hidden]") || !focused.isConnected)) handOn(focused);
  }

  // What had the focus is gone or can't be used any more: it goes where the learner looks next.
  function handOn(from) {
    const result = feedback.querySelector(".nq-verdict");
    if (!primary.hidden && from !== solution) return primary.focus();
    const goal = result ?? legend;
    goal.tabIndex = -1;
    goal.focus();
  }

  function repaint(fresh) {
    const answered = isAnswered();
    const confirming = isConfirming();
    if (confirming) {
      primary.textContent = t(state.attempts ? "save_anew" : "save");
    } else {
      primary.textContent = t(answered ? "try_again" : state.unmarked ? "save" : "check");
      primary.classList.toggle("nq-quiet", answered && state.verdict === "right");
    }
    primary.hidden = Boolean(state.closed);
    twin.lock(answered && !confirming);
    twin.mark(answered ? (state.marks ?? null) : null);
    twin.reveal?.(answered ? (state.reveal ?? null) : null);
    paintCertainty(fresh);
    tries.textContent = state.most && state.attempts ? t("attempts_left", { n: state.attempts, most: state.most }) : "";
    paintHints(answered && !confirming);
    showStatus();
    actions.hidden = Boolean(state.closed) && !state.at;
    feedback.replaceChildren(...(answered || confirming ? result() : []));
    paintRating();
  }

  function showStatus(lost = false) {
    const bad = lost || (!state.saved && Boolean(state.at));
    const kept = state.at ? t("saved", { time: time(state.at) }) : "";
    saved.textContent = bad ? t("not_saved") : state.draft != null ? t("draft") : kept;
    saved.classList.toggle("nq-bad", bad);
  }

  function paintHints(answered) {
    const shown = state.hints ?? [];
    hints.replaceChildren(...shown.map((text) => h("li", { html: text })));
    hints.hidden = shown.length === 0;
    const cost = state.next_hint;
    hint.hidden = cost == null || answered;
    if (cost != null) hint.textContent = cost ? t("hint_cost", { percent: number(cost * 100) }) : t("hint");
    const wrong = ["wrong", "partly"].includes(state.verdict);
    solution.hidden = !(state.mode === "practice" && answered && wrong && !state.solved);
  }

  function verdict(kind, icon, word, rest = []) {
    return h("div", { class: "nq-verdict", "data-verdict": kind }, [
      h("p", { class: "nq-word", ...(kind === "note" ? {} : own) }, [h("span", { class: "nq-icon", "aria-hidden": "true", text: icon }), h("span", { html: word })]),
      ...rest,
    ]);
  }

  function result() {
    const parts = [];
    if (state.outdated) parts.push(h("p", { class: "nq-notice", text: t("outdated"), ...own }));
    if (state.mode === "graded" && state.most && state.attempts > state.most) {
      parts.push(h("p", { class: "nq-notice", text: t("beyond", { n: state.attempts, most: state.most }), ...own }));
    }
    if (!state.verdict) return parts;
    if (item.survey) return [...parts, verdict("unmarked", "✓", t("survey"))];
    const icon = { right: "✓", partly: "◐", wrong: "✗", open: "–", unmarked: "✎" }[state.verdict];
    const rest = (state.feedback ?? []).map((text) => h("div", { html: text }));
    if (twin.saysBack && state.said) {
      rest.unshift(h("p", { class: "nq-said", html: `${t("your_answer")}: ${state.said}` }));
    }
    if (state.certainty_mark != null) {
      rest.push(h("p", { class: "nq-said", text: t("certainty_mark", { mark: signed(state.certainty_mark) }), ...own }));
    }
    if (state.solved) {
      if (state.verdict !== "right" && !twin.reveals) rest.push(h("p", { html: `<strong>${t("answer_is")}:</strong> ${state.key}` }));
      rest.push(h("div", { class: "nq-why", html: state.explanation ?? "" }));
      if (state.sources?.length) rest.push(sources());
    }
    const scored = `${t(state.verdict)} · ${t("score", { points: number(state.points ?? 0), of: number(state.of) })}`;
    parts.push(verdict(state.verdict, icon, state.unmarked ? t("by_hand") : scored, rest));
    return parts;
  }

  function sources() {
    const links = state.sources.map((source) =>
      h("li", {}, [source.url ? h("a", { href: source.url, target: "_blank", rel: "noopener noreferrer", text: source.text }) : source.text]));
    return h("details", { class: "nq-sources" }, [h("summary", { text: `${t("sources")} (${links.length})`, ...own }), h("ul", {}, links)]);
  }

  function giveUp() {
    if (waiting) showStatus(true);
    waiting = false;
  }

  // What could not be written before now is.
  function nowSaved() {
    if (state.saved || !state.at) return;
    state.saved = true;
    showStatus();
  }

  // Carries what is being typed over to a view built anew.
  function typed() {
    return dirty ? twin.read() : null;
  }

  function retype(raw) {
    twin.write(raw);
    changed();
  }

  // The view goes: what was typed in the last half second is kept.
  function flush() {
    clearTimeout(timer);
    if (dirty) send("draft", twin.read());
    dirty = false;
  }

  return { node, update, giveUp, flush, nowSaved, typed, retype, echo: (html) => twin.echo?.(html), stop: () => clearTimeout(timer) };
}
