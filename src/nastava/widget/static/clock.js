// The clock of a quiz with a time limit. The kernel says how many seconds are left; the page counts on from there.
export function clockView({ h, t, minutes, onEnd }) {
  const face = h("span", { class: "nq-clock", role: "timer", "aria-live": "off" });
  const voice = h("span", { class: "nq-sr", role: "status" });
  const node = h("p", { class: "nq-time" }, [face, voice]);
  let ends = null; // by the page's own clock, which no one sets back
  let advisory = false;
  let said = new Set();
  let ticking = null;

  function tick() {
    const left = (ends - performance.now()) / 1000;
    face.textContent = left >= 0 ? t("time_left", { time: minutes(left) }) : advisory ? t("time_over", { time: minutes(-left) }) : t("time_up");
    face.classList.toggle("nq-late", left < 60);
    for (const mark of [300, 60]) {
      if (left <= mark && left > mark - 5 && !said.has(mark)) {
        said.add(mark);
        voice.textContent = t("time_left", { time: minutes(left) });
      }
    }
    if (left < 0 && !said.has(0)) {
      said.add(0);
      voice.textContent = t("time_up");
      if (!advisory) onEnd();
    }
  }

  return {
    node,
    set(clock, running) {
      node.hidden = clock?.left == null || !running;
      clearInterval(ticking);
      if (node.hidden) return;
      ends = performance.now() + clock.left * 1000;
      advisory = clock.advisory;
      tick();
      ticking = setInterval(tick, 1000);
    },
    stop: () => clearInterval(ticking),
  };
}
