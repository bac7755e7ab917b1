// The view of a quiz. It shows what the kernel sent and sends back what the learner did; it knows no key.

const REPLY_TIME = 10_000; // ms without an answer from the kernel before the learner is told
const OPENING_TIME = 600; // ms

function quizView(model, el) {
  const uid = `nq${Math.random().toString(36).slice(2, 9)}`;
  let quiz = model.get("_quiz");
  let questions = new Map();
  let waiting = null;
  let speech, clock, review;
  let asking = false; // whether the learner is asked once more before the test is finished
  // While it opens, only what is in sight is laid out; the rest a moment later, before anybody gets there.
  const root = h("section", { class: "nastava-quiz nq-opening", "data-quiz": quiz.id });
  const opened = setTimeout(() => root.classList.remove("nq-opening"), OPENING_TIME);
  // JupyterLab takes an arrow key for a step to the next cell unless the focused element itself says no.
  root.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", ""));
  const alarm = h("div", { class: "nq-alarm", role: "alert" });
  const progress = h("p", { class: "nq-progress", role: "status" });
  const finishing = h("div", { class: "nq-finishing" });

  // What was typed or ticked in the last half second goes first, in the language in which it was typed.
  function flush() {
    for (const view of questions.values()) view.flush();
  }

  function send(action, item, response, certainty) {
    if (action === "finish" || action === "hand_in") flush();
    try {
      model.send({ do: action, item, response, certainty, language: quiz.language });
      clearTimeout(waiting);
      waiting = setTimeout(lost, REPLY_TIME);
    } catch {
      lost();
    }
  }

  function lost() {
    refill(alarm, "lost", () => [h("p", { text: speech.t("no_kernel") })]);
    for (const view of questions.values()) view.giveUp();
  }

  function build() {
    quiz = model.get("_quiz");
    const state = model.get("_state");
    asking = false;
    for (const part of [finishing, alarm]) delete part.dataset.key;
    const typed = [...questions].map(([id, view]) => [id, view.typed()]).filter(([, raw]) => raw !== null);
    for (const view of questions.values()) view.stop();
    clock?.stop();
    speech = interpreter(quiz.words, quiz.tag, quiz.content_tag);
    const { t } = speech;
    clock = clockView({ h, t, minutes: speech.minutes, onEnd: () => send("finish") });
    review = reviewView({ h, speech, uid, send: (action) => send(action) });
    const ready = state.phase === "ready";
    questions = new Map(ready ? [] : quiz.items.map((item, index) => [item.id, questionView({
      item, index, total: quiz.items.length, code: quiz.language, tag: quiz.content_tag, speech, uid: `${uid}-${index}`,
      send: (action, response, certainty) => send(action, item.id, response, certainty),
    })]));
    root.lang = quiz.tag;
    root.setAttribute("aria-label", quiz.title);
    root.replaceChildren(
      head(t),
      clock.node,
      ...notes(state, t),
      ...(ready ? [startPanel(state, t)] : [...questions.values()].map((view) => view.node)),
      finishing,
      review.node,
      h("footer", { class: "nq-foot" }, [progress, alarm]),
    );
    for (const [id, view] of questions) view.update(state.items[id], { fresh: true });
    for (const [id, raw] of typed) questions.get(id)?.retype(raw);
    summarise(state);
  }

  function head(t) {
    const select = h("select", { id: `${uid}-language` },
      quiz.languages.map((one) => h("option", { value: one.code, lang: one.tag, selected: one.code === quiz.language, text: one.name })));
    select.addEventListener("change", () => speak(select.value));
    return h("header", { class: "nq-head" }, [
      h("p", { class: "nq-title", lang: quiz.content_tag, role: "heading", "aria-level": "3", tabindex: "-1", text: quiz.title }),
      h("label", { class: "nq-language", for: select.id }, [h("span", { text: t("language") }), select]),
    ]);
  }

  function notes(state, t) {
    const note = (words, ...more) => h("p", { class: "nq-note" }, [words, ...more]);
    if (quiz.mode === "graded" && quiz.alone) return [note(t("alone_note")), note(t(quiz.may_hand_in ? "alone_hand_in" : "alone_install"))];
    if (quiz.mode === "graded") return [note(t("graded_note"))];
    if (quiz.alone && !state.focus) return [note(t("alone_handed_in"))];
    if (quiz.mode === "test" && state.phase === "open") return [note(t("test_note"))];
    if (state.focus) {
      return [note(`${t("in_focus")} `, h("button", { type: "button", class: "nq-link", text: t("show_all"), on: { click: () => send("all") } }))];
    }
    return [];
  }

  function startPanel(state, t) {
    return h("div", { class: "nq-start" }, [
      h("p", { text: t("start_limit", { n: quiz.items.length, time: speech.minutes(state.clock.limit) }) }),
      ...(state.clock.advisory ? [h("p", { text: t("advisory") })] : []),
      h("button", { type: "button", class: "nq-button", text: t("start"), on: { click: () => send("start") } }),
    ]);
  }

  // Finishing a test, or handing in to oneself: asked once more where questions are open.
  function paintFinish(state) {
    const { t } = speech;
    const handing = quiz.mode === "graded" && quiz.may_hand_in;
    const [action, words, open_words, yes] = handing
      ? ["hand_in", "hand_in", "hand_in_open", "hand_in_yes"]
      : ["finish", "finish", "finish_open", "finish_yes"];
    finishing.hidden = !((quiz.mode === "test" || handing) && state.phase === "open" && !state.focus);
    if (finishing.hidden) return;
    const open = openAt(state);
    const button = (words, kind, click) => h("button", { type: "button", class: kind, text: words, on: { click } });
    const ask = (whether) => {
      asking = whether;
      paintFinish(state);
      finishing.querySelector("button").focus();
    };
    refill(finishing, `${asking} ${open}`, () => asking
      ? [h("p", { role: "alert", text: t(open_words, { n: open }) }),
         button(t("finish_no"), "nq-button", () => ask(false)),
         button(t(yes), "nq-link", () => send(action))]
      : [button(t(words), "nq-button", () => (openAt(state) ? ask(true) : send(action)))]);
  }

  // Questions without an answer; what was ticked in the last half second, and not sent yet, is one.
  function openAt(state) {
    const { items } = model.get("_state");
    const isNew = ([id, view]) => view.typed() !== null && !items[id].attempts && items[id].draft == null;
    return Math.max(0, state.open - [...questions].filter(isNew).length);
  }

  function speak(language) {
    flush();
    quiz = { ...quiz, language };
    send("language");
  }

  function summarise(summary) {
    const { t, number } = speech;
    const parts = [t("answered", { n: summary.answered, total: summary.total })];
    if (summary.points != null) parts.push(t("score", { points: number(summary.points), of: number(summary.of) }));
    progress.textContent = summary.phase === "ready" ? "" : parts.join(" · ");
    if (quiz.mode === "graded" && !quiz.alone && summary.answered === summary.total && summary.all_saved && !summary.drafts) {
      progress.textContent += ` · ${t("all_saved")}`;
    }
    const problems = [summary.unsaved, ...(summary.problems ?? [])].filter(Boolean);
    const saveAgain = () => h("button", { type: "button", class: "nq-link", text: t("save_again"), on: { click: () => send("save") } });
    // An alert that is put in anew is read out anew: only where something changed.
    refill(alarm, JSON.stringify([problems, Boolean(summary.unsaved)]), () => [
      ...problems.map((text) => h("p", { html: text })), ...(summary.unsaved ? [saveAgain()] : []),
    ]);
    if (summary.all_saved) for (const view of questions.values()) view.nowSaved();
    root.classList.toggle("nq-unsaved", Boolean(summary.unsaved));
    clock.set(summary.clock, summary.phase === "open");
    review.show(summary);
    paintFinish(summary);
  }

  // After the whole was built anew the focus goes where the learner's attention is.
  const DESTINATIONS = { language: "select", start: ".nq-item :is(input, select, textarea, button)", finish: ".nq-review [role=heading]" };

  function onMessage(message) {
    clearTimeout(waiting);
    if (message.quiz) {
      const inside = root.contains(document.activeElement);
      // Kept on this side only: a view opened later starts from here.
      model.set("_quiz", message.quiz);
      model.set("_state", message.state);
      build();
      const goal = root.querySelector(DESTINATIONS[message.do] ?? ".nq-head [role=heading]");
      if (inside) goal?.focus();
      return;
    }
    if (message.do === "read") {
      questions.get(message.item)?.echo(message.read_as);
      return;
    }
    const state = model.get("_state");
    const items = message.item ? { ...state.items, [message.item]: message.state } : state.items;
    model.set("_state", { items, ...message.summary });
    summarise(message.summary);
    questions.get(message.item)?.update(message.state, { malformed: message.malformed, done: message.do });
  }

  build();
  el.append(root);
  const leaveAsTyped = keepTypeset(model, root);
  model.on("msg:custom", onMessage);
  return () => {
    flush();
    model.off("msg:custom", onMessage);
    leaveAsTyped();
    clock.stop();
    clearTimeout(waiting);
    clearTimeout(opened);
  };
}

export default {
  render({ model, el }) {
    return quizView(model, el);
  },
};
