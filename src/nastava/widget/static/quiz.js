// The view of a quiz. It shows what the kernel sent and sends back what the learner did; it knows no key.

const REPLY_TIME = 10_000; // ms without an answer from the kernel before the learner is told
const TYPING_PAUSE = 500; // ms of rest before what was typed is kept

// h("p", {class: "x", text: "y"}, [children]): an element. `html` is only ever given what the kernel sanitised.
function h(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "html") element.innerHTML = value;
    else if (name === "on") for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

function interpreter(words, tag) {
  const t = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, () => value), words[name]);
  const number = (value) => value.toLocaleString(tag, { maximumFractionDigits: 2 });
  const points = (value) => {
    const form = new Intl.PluralRules(tag).select(value);
    return t({ one: "point", few: "points_few" }[form] ?? "points", { n: number(value) });
  };
  const time = (iso) => new Date(iso).toLocaleTimeString(tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return { t, number, points, time };
}

// One question. `send(action, response)` speaks with the kernel.
function questionView({ item, index, total, mode, code, tag, speech, uid, send }) {
  const { t, number, points, time } = speech;
  let state = {};
  let retrying = false;
  let waiting = false; // for the kernel's word on a response, so that a second press is not a second attempt
  let dirty = false; // typed or ticked since the kernel last heard of it
  let timer = null;

  const legend = h("legend", { class: "nq-legend", id: `${uid}-legend`, text:
    `${t("question", { n: index + 1, total })} · ${points(item.points)}` });
  const stem = h("div", { class: "nq-stem", id: `${uid}-stem`, html: item.stem[code] });
  const twin = ITEM_TYPES[item.type].build({ item, code, tag, h, uid, t, changed });
  const hints = h("ol", { class: "nq-hints" });
  const primary = h("button", { type: "button", class: "nq-button", on: { click: act } });
  const hint = h("button", { type: "button", class: "nq-link", on: { click: () => send("hint") } });
  const solution = h("button", { type: "button", class: "nq-link", text: t("solution"), on: { click: () => send("solution") } });
  const saved = h("span", { class: "nq-saved", role: "status" });
  const feedback = h("div", { class: "nq-feedback", "aria-live": "polite" });
  const node = h("fieldset", { class: "nq-item", "data-item": item.id, "aria-labelledby": `${uid}-legend ${uid}-stem` }, [
    legend, stem, twin.node, hints,
    h("div", { class: "nq-actions" }, [primary, hint, solution, saved]),
    feedback,
  ]);

  const isAnswered = () => state.attempts > 0 && !retrying;

  function act() {
    if (mode === "practice" && isAnswered()) {
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
    send("submit", twin.read());
  }

  function changed() {
    clearTimeout(timer);
    if (mode === "graded") primary.textContent = t(state.attempts ? "save_anew" : "save");
    saved.textContent = "";
    dirty = true;
    timer = setTimeout(() => {
      dirty = false;
      send("draft", twin.read());
      if (twin.readsAloud) send("read", twin.read());
    }, TYPING_PAUSE);
  }

  twin.node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      if (!isAnswered() || mode === "graded") act();
    }
  });

  // Called with what the kernel says of this item. What is being typed stays as it is.
  function update(next, { fresh = false, malformed = null, done = null } = {}) {
    state = next ?? state;
    if (done === "submit") waiting = false;
    if (malformed) {
      saved.textContent = "";
      feedback.replaceChildren(verdict("note", "!", malformed[code]));
      twin.focus();
      changed(); // refused, but still typed: kept as a draft
      return;
    }
    if (done === "draft") {
      showStatus();
      return;
    }
    if (done === "submit") retrying = false;
    if (fresh) {
      const draft = state.draft ?? null;
      retrying = draft !== null && state.attempts > 0;
      twin.write(draft ?? state.response, state.language);
      if (draft !== null && twin.readsAloud) send("read", draft);
    }
    if ((fresh && state.draft == null) || done === "submit") twin.echo?.(state.said?.[code]);
    paint();
  }

  function paint() {
    const answered = isAnswered();
    if (mode === "graded") {
      primary.textContent = t(state.attempts ? "save_anew" : "save");
    } else {
      primary.textContent = t(answered ? "try_again" : "check");
      primary.classList.toggle("nq-quiet", answered && state.verdict === "right");
      twin.lock(answered);
      twin.mark(answered ? state.marks : null);
    }
    paintHints(answered);
    showStatus();
    feedback.replaceChildren(...(answered || mode === "graded" ? result() : []));
  }

  function showStatus(lost = false) {
    const bad = lost || (!state.saved && Boolean(state.at));
    const kept = state.at ? t("saved", { time: time(state.at) }) : "";
    saved.textContent = bad ? t("not_saved") : state.draft != null ? t("draft") : kept;
    saved.classList.toggle("nq-bad", bad);
  }

  function paintHints(answered) {
    const shown = state.hints ?? [];
    hints.replaceChildren(...shown.map((text) => h("li", { html: text[code] })));
    hints.hidden = shown.length === 0;
    const cost = state.next_hint;
    hint.hidden = cost == null || answered;
    if (cost != null) hint.textContent = cost ? t("hint_cost", { percent: number(cost * 100) }) : t("hint");
    solution.hidden = !(mode === "practice" && answered && state.verdict !== "right" && !state.solution_shown);
  }

  function verdict(kind, icon, word, rest = []) {
    return h("div", { class: "nq-verdict", "data-verdict": kind }, [
      h("p", { class: "nq-word" }, [h("span", { class: "nq-icon", "aria-hidden": "true", text: icon }), h("span", { html: word })]),
      ...rest,
    ]);
  }

  function result() {
    const parts = [];
    if (state.outdated) parts.push(h("p", { class: "nq-notice", text: t("outdated") }));
    if (!state.verdict) return parts;
    const icon = { right: "✓", partly: "◐", wrong: "✗" }[state.verdict];
    const rest = (state.feedback ?? []).map((text) => h("div", { html: text[code] }));
    if (twin.saysBack) {
      rest.unshift(h("p", { class: "nq-said", html: `${t("your_answer")}: ${state.said[code]}` }));
    }
    if (state.explanation) {
      if (state.verdict !== "right") rest.push(h("p", { html: `<strong>${t("answer_is")}:</strong> ${state.key[code]}` }));
      rest.push(h("div", { class: "nq-why", html: state.explanation[code] }));
      rest.push(sources());
    }
    const score = `${t(state.verdict)} · ${t("score", { points: number(state.points), of: number(state.of) })}`;
    parts.push(verdict(state.verdict, icon, score, rest));
    return parts;
  }

  function sources() {
    const links = state.sources.map((source) =>
      h("li", {}, [source.url ? h("a", { href: source.url, target: "_blank", rel: "noopener noreferrer", text: source.text[code] }) : source.text[code]]));
    return h("details", { class: "nq-sources" }, [h("summary", { text: `${t("sources")} (${links.length})` }), h("ul", {}, links)]);
  }

  function giveUp() {
    if (waiting) showStatus(true);
    waiting = false;
  }

  // What could not be written before now is.
  function nowSaved() {
    if (state.saved) return;
    state.saved = true;
    showStatus();
  }

  // Carries what is being typed over to the view in another language.
  function typed() {
    return dirty ? twin.read() : null;
  }

  function retype(raw) {
    twin.write(raw);
    changed();
  }

  // The view goes: what was typed in the last half second is kept.
  function flush() {
    if (dirty) send("draft", twin.read());
    clearTimeout(timer);
  }

  return { node, update, giveUp, flush, nowSaved, typed, retype, echo: (html) => twin.echo?.(html), stop: () => clearTimeout(timer) };
}

function quizView(model, el) {
  const quiz = model.get("_quiz");
  const uid = `nq${Math.random().toString(36).slice(2, 9)}`;
  let questions = new Map();
  let waiting = null;
  const root = h("section", { class: "nastava-quiz", "data-quiz": quiz.id });
  // JupyterLab takes an arrow key for a step to the next cell unless the focused element itself says no.
  root.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", ""));

  function send(action, item, response) {
    const language = model.get("_language");
    try {
      model.send({ do: action, item, response, language });
      clearTimeout(waiting);
      waiting = setTimeout(lost, REPLY_TIME);
    } catch {
      lost();
    }
  }

  const alarm = h("div", { class: "nq-alarm", role: "alert" });
  const progress = h("p", { class: "nq-progress", role: "status" });

  function lost() {
    const { words } = quiz;
    alarm.replaceChildren(h("p", { text: words[model.get("_language")].no_kernel }));
    for (const view of questions.values()) view.giveUp();
  }

  function build() {
    const code = model.get("_language");
    const { tag } = quiz.languages.find((one) => one.code === code);
    const speech = interpreter(quiz.words[code], tag);
    root.lang = tag;
    const typed = [...questions].map(([id, view]) => [id, view.typed()]).filter(([, raw]) => raw !== null);
    for (const view of questions.values()) view.stop();
    questions = new Map(quiz.items.map((item, index) => [item.id, questionView({
      item, index, total: quiz.items.length, mode: quiz.mode, code, tag, speech,
      uid: `${uid}-${index}`, send: (action, response) => send(action, item.id, response),
    })]));
    const select = h("select", { id: `${uid}-language`, on: { change: switchLanguage } },
      quiz.languages.map((one) => h("option", { value: one.code, lang: one.tag, selected: one.code === code, text: one.name })));
    root.setAttribute("aria-label", quiz.title[code]);
    root.replaceChildren(
      h("header", { class: "nq-head" }, [
        h("p", { class: "nq-title", role: "heading", "aria-level": "3", text: quiz.title[code] }),
        h("label", { class: "nq-language", for: select.id }, [h("span", { text: speech.t("language") }), select]),
      ]),
      ...(quiz.mode === "graded" ? [h("p", { class: "nq-graded", text: speech.t("graded_note") })] : []),
      ...[...questions.values()].map((view) => view.node),
      h("footer", { class: "nq-foot" }, [progress, alarm]),
    );
    const state = model.get("_state");
    for (const [id, view] of questions) view.update(state.items[id], { fresh: true });
    for (const [id, raw] of typed) questions.get(id).retype(raw);
    summarise(state);
  }

  function switchLanguage(event) {
    model.set("_language", event.target.value);
    model.save_changes();
    build();
    root.querySelector("select").focus();
  }

  function summarise(summary) {
    const code = model.get("_language");
    const { t, number } = interpreter(quiz.words[code], quiz.languages.find((one) => one.code === code).tag);
    const parts = [t("answered", { n: summary.answered, total: quiz.items.length })];
    if (summary.points !== null) parts.push(t("score", { points: number(summary.points), of: number(summary.of) }));
    progress.textContent = parts.join(" · ");
    if (quiz.mode === "graded" && summary.answered === quiz.items.length && summary.all_saved && !summary.drafts) {
      progress.textContent += ` · ${t("all_saved")}`;
    }
    const notes = (summary.problems ?? []).map((text) => h("p", { html: text[code] }));
    if (summary.unsaved) {
      notes.unshift(h("p", { html: summary.unsaved[code] }));
      notes.push(h("button", { type: "button", class: "nq-link", text: t("save_again"), on: { click: () => send("save") } }));
    }
    alarm.replaceChildren(...notes);
    if (summary.all_saved) for (const view of questions.values()) view.nowSaved();
    root.classList.toggle("nq-unsaved", Boolean(summary.unsaved));
  }

  function onMessage(message) {
    clearTimeout(waiting);
    const view = questions.get(message.item);
    const state = model.get("_state");
    const items = message.item ? { ...state.items, [message.item]: message.state } : state.items;
    // Kept on this side only: a view opened later starts from here.
    model.set("_state", { ...state, items, ...message.summary });
    summarise(message.summary);
    if (message.do === "read") view?.echo(message.read_as[model.get("_language")]);
    else view?.update(message.state, { malformed: message.malformed, done: message.do });
  }

  build();
  el.append(root);
  model.on("msg:custom", onMessage);
  return () => {
    for (const view of questions.values()) view.flush();
    model.off("msg:custom", onMessage);
    clearTimeout(waiting);
  };
}

export default {
  render({ model, el }) {
    return quizView(model, el);
  },
};
