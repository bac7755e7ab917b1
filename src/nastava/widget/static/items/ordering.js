// Browser twin of items/ordering.py: the response is the list of all ids, or [] while nothing was moved.
export default {
  build({ item, h, uid, t, changed }) {
    let order = item.entries.map((entry) => entry.id);
    let moved = false;
    let locked = false;
    const voice = h("p", { class: "nq-sr", role: "status" });
    const list = h("ol", { class: "nq-order" });
    const rows = new Map(item.entries.map((entry) => [entry.id, rowOf(entry)]));
    const end = (words) => (words ? [h("p", { class: "nq-order-end", html: words })] : []);
    const timeline = h("div", { class: "nq-timeline", hidden: true });
    const node = h("div", { class: "nq-ordering" }, [
      h("p", { class: "nq-instruction", text: t("order_all") }),
      ...end(item.first), list, ...end(item.last), voice, timeline,
    ]);

    function rowOf(entry) {
      const place = h("span", { class: "nq-place", "aria-hidden": "true" });
      const text = h("span", { class: "nq-order-text", id: `${uid}-${entry.id}`, html: entry.text });
      const mark = h("span", { class: "nq-mark", "aria-hidden": "true" });
      const said = h("span", { class: "nq-sr" });
      const mover = (step, name, arrow) => h("button", {
        type: "button", class: "nq-move", "aria-label": t(name), "aria-describedby": text.id, title: t(name), text: arrow,
        on: { click: () => move(entry.id, step) },
      });
      const [up, down] = [mover(-1, "move_up", "↑"), mover(1, "move_down", "↓")];
      const grip = h("span", { class: "nq-grip", "aria-hidden": "true", text: "⠿" });
      const row = h("li", { class: "nq-order-row", "data-entry": entry.id }, [
        h("span", { class: "nq-movers" }, [up, down]), place, h("span", { class: "nq-order-said" }, [text, said]), mark, grip,
      ]);
      carry(grip, row, entry.id);
      return { node: row, place, text, mark, said, up, down };
    }

    function paint() {
      list.replaceChildren(...order.map((id) => rows.get(id).node));
      order.forEach((id, index) => {
        const row = rows.get(id);
        row.place.textContent = `${index + 1}.`;
        row.up.disabled = locked || index === 0;
        row.down.disabled = locked || index === order.length - 1;
      });
      node.classList.toggle("nq-locked", locked);
    }

    function put(id, index) {
      order = order.filter((other) => other !== id);
      order.splice(index, 0, id);
      moved = true;
      paint();
    }

    function move(id, step) {
      const index = order.indexOf(id) + step;
      if (locked || index < 0 || index >= order.length) return;
      put(id, index);
      const row = rows.get(id);
      // The button that was pressed keeps the focus while it can be pressed again, else its twin gets it.
      const pressed = step < 0 ? row.up : row.down;
      (pressed.disabled ? (step < 0 ? row.down : row.up) : pressed).focus();
      voice.textContent = t("moved_to", { entry: row.text.textContent, n: index + 1, total: order.length });
      changed();
    }

    // Dragging by mouse or finger: the row follows its place in the list, entry by entry.
    function carry(grip, row, id) {
      let start = null;
      grip.addEventListener("pointerdown", (event) => {
        if (locked) return;
        event.preventDefault();
        start = order.join();
        grip.setPointerCapture(event.pointerId);
        row.classList.add("nq-carried");
      });
      grip.addEventListener("pointermove", (event) => {
        if (start === null) return;
        const others = order.filter((other) => other !== id);
        const index = others.filter((other) => {
          const box = rows.get(other).node.getBoundingClientRect();
          return event.clientY > box.top + box.height / 2;
        }).length;
        if (index === order.indexOf(id)) return;
        const pointer = event.pointerId;
        put(id, index);
        if (!grip.hasPointerCapture(pointer)) grip.setPointerCapture(pointer);
      });
      const drop = () => {
        if (start === null) return;
        row.classList.remove("nq-carried");
        if (order.join() !== start) changed();
        start = null;
      };
      for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, drop);
    }

    paint();
    return {
      node,
      read: () => (moved ? [...order] : []),
      write: (response) => {
        const ids = item.entries.map((entry) => entry.id);
        const whole = Array.isArray(response) && response.length === ids.length && ids.every((id) => response.includes(id));
        order = whole ? [...response] : ids;
        moved = whole;
        paint();
      },
      focus: () => (rows.get(order[0]).down).focus(),
      lock: (now) => {
        locked = now;
        paint();
      },
      mark: (marks) => {
        for (const [id, row] of rows) {
          const found = (marks ?? []).find((one) => one.part === id);
          row.node.dataset.state = !found ? "" : found.right ? "right" : "wrong";
          row.mark.textContent = !found ? "" : found.right ? "✓" : "✗";
          row.said.textContent = found ? ` (${t(found.right ? "was_right" : "was_wrong")})` : "";
        }
      },
      reveal: (entries) => {
        timeline.hidden = !entries?.some((entry) => entry.place != null);
        if (timeline.hidden) return;
        const dots = entries.map((entry, index) => h("span", { class: "nq-dot", text: String(index + 1) }));
        dots.forEach((dot, index) => dot.style.setProperty("--place", entries[index].place));
        // Dots that would lie on each other step aside, downwards.
        let lane = 0;
        entries.forEach((entry, index) => {
          lane = index && entry.place - entries[index - 1].place < 0.06 ? lane + 1 : 0;
          dots[index].style.setProperty("--lane", lane % 4);
        });
        const lanes = 1 + Math.max(...dots.map((dot) => Number(dot.style.getPropertyValue("--lane"))));
        const line = h("div", { class: "nq-line", "aria-hidden": "true" }, dots);
        line.style.setProperty("--lanes", lanes);
        timeline.replaceChildren(
          h("p", { class: "nq-instruction", text: t("true_distances") }),
          line,
          h("ol", { class: "nq-dates" }, entries.map((entry) => h("li", {}, [h("strong", { text: entry.said }), " ", h("span", { html: entry.text })]))),
        );
      },
    };
  },
};
