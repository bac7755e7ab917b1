// h("p", {class: "x", text: "y"}, [children]): an element. `html` is only ever given what the kernel sanitised.
export function h(tag, attributes = {}, children = []) {
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

// Puts other children into an element if `key` differs from last time; a button that had the focus hands it on.
export function refill(element, key, children) {
  if (element.dataset.key === key) return;
  element.dataset.key = key;
  const place = [...element.querySelectorAll("button")].indexOf(document.activeElement);
  element.replaceChildren(...children());
  const buttons = element.querySelectorAll("button");
  if (place >= 0) (buttons[place] ?? buttons[0])?.focus();
}

// Text as it may stand in HTML, also in the value of an attribute.
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export function escaped(text) {
  return String(text).replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
}

// The words of the interface, and numbers and times as the language writes them.
// `tag` is the language of the words, `content` that of the questions, whose numbers these are.
export function interpreter(words, tag, content) {
  const numbers = new Intl.NumberFormat(content, { maximumFractionDigits: 2 });
  const plurals = new Intl.PluralRules(tag);
  const times = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const t = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, () => value), words[name]);
  const number = (value) => numbers.format(value);
  const points = (value) => t({ one: "point", few: "points_few" }[plurals.select(value)] ?? "points", { n: number(value) });
  const time = (iso) => times.format(new Date(iso));
  const signed = (value) => (value > 0 ? `+${number(value)}` : number(value).replace("-", "−"));
  const minutes = (seconds) => {
    const whole = Math.max(0, Math.round(seconds));
    const [hours, minute, second] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const two = (value) => String(value).padStart(2, "0");
    return hours ? `${hours}:${two(minute)}:${two(second)}` : `${minute}:${two(second)}`;
  };
  // What is in the language of the words, inside what is in that of the questions, says so where they differ.
  const own = tag === content ? {} : { lang: tag };
  return { t, number, points, time, signed, minutes, own };
}
