// The preview's page: the real view of a quiz, on a stand-in for the notebook's model.
import quiz from "./quiz.js";

const { words, file, languages } = JSON.parse(document.getElementById("facts").textContent);
const RETRY = 1500; // ms before a lost connection is tried anew
const page = Object.fromEntries(["bar", "lost", "faults", "answers", "heading", "quiz"].map((id) => [id, document.getElementById(id)]));
let language = languages[0].code;
let revision = null;
let latest = null;
let socket = null;
let leave = null; // takes the present view away
let model = null;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "html") element.innerHTML = value; // the server's, sanitised
    else if (name === "click") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const t = (name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, () => value), words[language][name]);

const remembered = (name) => sessionStorage.getItem(name) === "yes";
const remember = (name, on) => sessionStorage.setItem(name, on ? "yes" : "no");

// The bar ------------------------------------------------------------------------------------------------

function paintBar() {
  const { tag } = languages.find((one) => one.code === language);
  document.documentElement.lang = tag;
  document.title = `${file} · ${t("preview")}`;
  page.heading.textContent = t("preview");
  const select = make("select", {}, ...languages.map((one) => {
    const option = make("option", { value: one.code, lang: one.tag }, one.name);
    option.selected = one.code === language;
    return option;
  }));
  select.addEventListener("change", () => ask({ kind: "language", language: select.value }));
  const focused = [...page.bar.querySelectorAll("button, select")].indexOf(document.activeElement);
  page.bar.replaceChildren(
    make("h1", {}, file, make("span", {}, ` · ${t("preview")}`)),
    toggle("dark", dress),
    toggle("narrow", dress),
    make("label", {}, t("language"), select),
    make("button", { type: "button", click: () => ask({ kind: "variant" }) }, t("variant")),
    toggle("answers", paintAnswers, "aria-expanded"),
  );
  if (focused >= 0) page.bar.querySelectorAll("button, select")[focused].focus();
}

function toggle(name, paint, attribute = "aria-pressed") {
  const button = make("button", { type: "button", [attribute]: remembered(name) }, t(name));
  button.addEventListener("click", () => {
    remember(name, !remembered(name));
    button.setAttribute(attribute, remembered(name));
    paint();
  });
  return button;
}

function dress() {
  document.documentElement.dataset.jpThemeLight = String(!remembered("dark"));
  page.quiz.classList.toggle("narrow", remembered("narrow"));
}

// What stands above the quiz -----------------------------------------------------------------------------

function paintFaults() {
  const { faults, warnings } = latest;
  const row = (fault) => make("li", {},
    make("b", {}, t("line", { n: fault.line })),
    make("span", { lang: "en" }, `${fault.item ? `[${fault.item}] ` : ""}${fault.problem}. `,
      make("span", { class: "mend" }, t("mend", { how: fault.mend }))));
  const list = (name, found) => found.length
    ? [make("h2", { class: name }, t(name, { n: found.length })), make("ul", {}, ...found.map(row))] : [];
  page.faults.className = faults.length ? "faulty" : "";
  page.faults.replaceChildren(
    ...list("faults", faults),
    ...list("warnings", warnings),
    ...(latest.stale ? [make("p", { class: "kept" }, t(latest.quiz ? "kept" : "nothing"))] : []),
  );
}

function paintAnswers() {
  page.answers.hidden = !remembered("answers") || !latest?.answers.length;
  if (page.answers.hidden) return;
  const head = ["question", "key", "chance", "policy"].map((name) => make("th", { scope: "col" }, t(name)));
  const rows = latest.answers.map((row, index) => make("tr", {},
    make("th", { scope: "row" }, `${index + 1}. ${row.id}`, make("span", { lang: "en" }, row.type)),
    make("td", { html: row.key }), make("td", {}, row.chance), make("td", {}, row.policy)));
  page.answers.replaceChildren(
    make("h2", {}, t("answers")),
    make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)),
  );
}

// The quiz -----------------------------------------------------------------------------------------------

// What the view needs of anywidget's model.
function standIn({ quiz: content, state }) {
  const values = new Map([["_quiz", content], ["_state", state]]);
  const listeners = new Set();
  return {
    get: (name) => values.get(name),
    set: (name, value) => values.set(name, value),
    save_changes() {},
    on: (event, listener) => { if (event === "msg:custom") listeners.add(listener); },
    off: (event, listener) => listeners.delete(listener),
    send: (content) => tell({ kind: "say", content }),
    hear: (content) => { for (const listener of [...listeners]) listener(content); },
  };
}

// The question at the top of the screen stays where it is, and the focus in its control.
function place() {
  const items = [...page.quiz.querySelectorAll("[data-item]")];
  const top = items.find((item) => item.getBoundingClientRect().bottom > page.bar.offsetHeight);
  const holder = document.activeElement?.closest("[data-item]");
  const controls = (item) => [...item.querySelectorAll("input, select, textarea, button")];
  const find = (id) => page.quiz.querySelector(`[data-item="${CSS.escape(id)}"]`);
  const before = top && { id: top.dataset.item, y: top.getBoundingClientRect().top };
  const focus = holder && { id: holder.dataset.item, n: controls(holder).indexOf(document.activeElement) };
  const { scrollY } = window;
  return () => {
    const again = before && find(before.id);
    if (again && scrollY) window.scrollBy(0, again.getBoundingClientRect().top - before.y);
    else window.scrollTo(0, scrollY);
    const held = focus && find(focus.id);
    if (held) controls(held)[focus.n]?.focus({ preventScroll: true });
  };
}

function show(message) {
  const restore = place();
  latest = message;
  ({ language } = message);
  paintBar();
  paintFaults();
  paintAnswers();
  if (message.quiz && message.revision !== revision) {
    revision = message.revision;
    const holder = make("div");
    model = standIn(message);
    leave = quiz.render({ model, el: holder });
    page.quiz.replaceChildren(holder);
    page.quiz.dataset.revision = revision;
  }
  restore();
}

// Asks for a view to be drawn anew; what is being typed is handed over first.
function ask(message) {
  if (socket?.readyState !== WebSocket.OPEN) return; // the page says so already
  leave?.();
  leave = null;
  revision = null;
  tell(message);
}

function hear(message) {
  if (message.kind === "show") show(message);
  else if (message.kind === "changed") {
    if (message.revision === revision) tell({ kind: "show" }); // only the faults are others
    else ask({ kind: "show" });
  } else if (message.kind === "reply") {
    model?.hear(message.content);
    if (!message.content.quiz) return;
    latest = { ...latest, answers: message.answers };
    ({ language } = message.content.quiz);
    paintBar();
    paintFaults();
    paintAnswers();
  }
}

// The connection -----------------------------------------------------------------------------------------

function tell(message) {
  if (socket?.readyState !== WebSocket.OPEN) throw new Error("no connection");
  socket.send(JSON.stringify(message));
}

function connect() {
  const address = new URL("socket", location.href);
  address.protocol = "ws:";
  socket = new WebSocket(address);
  socket.addEventListener("open", () => {
    page.lost.replaceChildren();
    revision = null;
    tell({ kind: "show" });
  });
  socket.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
  socket.addEventListener("close", () => {
    page.lost.textContent = `${t("lost")} ${file}`;
    setTimeout(connect, RETRY);
  });
}

dress();
paintBar();
connect();
