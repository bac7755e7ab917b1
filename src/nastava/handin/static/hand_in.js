// The page on which work is handed in. It shows what the kernel read from the disk, and asks before it hands in.

const REPLY_TIME = 320_000; // ms; a large folder on a slow disk is copied twice
const HEARD_TIME = 20_000; // until the kernel says that it has begun
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

export default {
  render({ model, el }) {
    const uid = `nh${Math.random().toString(36).slice(2, 9)}`;
    let state = model.get("_state");
    let chosen = firstChoice();
    let asking = false, busy = false, done = null, failed = "", waiting = null, student = null;
    const root = h("section", { class: "nastava-quiz nastava-hand-in" });
    root.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", ""));

    const t = (name, values = {}) =>
      Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, () => value), state.words[name]);
    const keys = IS_MAC ? "⌘S" : "Ctrl+S";
    const time = (iso) => {
      const at = new Date(iso);
      const today = at.toDateString() === new Date().toDateString();
      const day = today ? {} : { day: "numeric", month: "long" };
      return new Intl.DateTimeFormat(state.tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...day }).format(at);
    };

    // What was begun last and not handed in yet is what most come for.
    function firstChoice() {
      const all = state.assignments;
      const open = all.filter((each) => each.begun && !each.handed_in);
      const latest = (list) => [...list].sort((a, b) => (newest(b) > newest(a) ? 1 : -1))[0];
      return (latest(open) ?? all.find((each) => !each.alone) ?? latest(all.filter((each) => each.begun)) ?? all[0])?.folder;
    }
    function newest(assignment) {
      return assignment.notebooks.map((each) => each.saved).sort().at(-1) ?? "";
    }

    // JupyterLab marks the tabs of files with changes that are not saved; a tab's caption names its file.
    function openTabs() {
      const found = new Map();
      for (const tab of document.querySelectorAll(".lm-TabBar-tab[title*='Path: ']")) {
        const path = tab.title.match(/^Path: (.*)$/m)?.[1];
        if (path) found.set(path, tab.classList.contains("jp-mod-dirty"));
      }
      return found;
    }

    function served(path) {
      let base = "/";
      try {
        base = JSON.parse(document.getElementById("jupyter-config-data").textContent).baseUrl ?? "/";
      } catch {
        return null; // another front end: it serves files in its own way
      }
      return `${base}files/${path.split("/").map(encodeURIComponent).join("/")}`;
    }

    function send(message) {
      busy = message.do === "hand_in";
      clearTimeout(waiting);
      waiting = setTimeout(lost, HEARD_TIME);
      try {
        model.send(message);
      } catch {
        lost();
      }
    }
    function lost() {
      clearTimeout(waiting);
      busy = false;
      failed = t("no_kernel");
      build();
    }
    function focus(selector) {
      root.querySelector(selector)?.focus();
    }

    function open(assignment) {
      const left = [];
      for (const quiz of assignment.quizzes) {
        const numbers = quiz.open.map(([number]) => number).join(", ");
        const where = assignment.quizzes.length > 1 ? `${quiz.title}: ` : "";
        if (quiz.open.length) left.push(where + t("open_questions", { numbers }));
        if (quiz.typed.length) left.push(where + t("typed", { numbers: quiz.typed.join(", ") }));
        if (quiz.problem) left.push(where + quiz.problem);
      }
      if (assignment.untouched) left.push(`${t("boxes")}: ${t("boxes_left", { n: assignment.untouched, total: assignment.boxes })}`);
      return left;
    }

    function warnings(assignment) {
      const tabs = openTabs();
      return assignment.notebooks.flatMap((notebook) => {
        const dirty = notebook.served === null ? undefined : tabs.get(notebook.served);
        if (dirty) return [h("p", { class: "nh-unsaved" }, [h("strong", { text: notebook.name }), ` ${t("unsaved", { keys })}`])];
        if (dirty === undefined && notebook.later) {
          const words = { keys, later: time(notebook.later), time: time(notebook.saved) };
          return [h("p", { class: "nh-unsaved" }, [h("strong", { text: notebook.name }), ` ${t("worked_later", words)}`])];
        }
        return [];
      });
    }

    function choice(assignment) {
      const word = assignment.handed_in ? t(assignment.way === "archive" ? "packed" : "handed_in", { time: time(assignment.handed_in) })
        : t(assignment.begun ? "begun" : "not_begun");
      const input = h("input", {
        type: "radio", name: uid, value: assignment.folder, checked: assignment.folder === chosen, disabled: busy,
        on: { change: () => { chosen = assignment.folder; asking = false; done = null; failed = ""; build(); focus(`input[value="${CSS.escape(chosen)}"]`); } },
      });
      return h("label", { class: "nq-option nh-choice" }, [
        input, h("span", { class: "nq-option-text" }, [h("span", { text: assignment.title }), h("span", { class: "nh-state", text: word })]),
      ]);
    }

    function choices() {
      const given = state.assignments.filter((each) => !each.alone), alone = state.assignments.filter((each) => each.alone);
      return h("fieldset", { class: "nh-choices" }, [
        h("legend", { class: "nh-heading", text: t("which") }),
        ...given.map(choice),
        ...(alone.length ? [h("p", { class: "nh-group", text: t("alone") }), ...alone.map(choice)] : []),
      ]);
    }

    function term(name, ...said) {
      return [h("dt", { text: name }), h("dd", {}, said)];
    }

    function contents(assignment) {
      const rows = assignment.notebooks.flatMap((each) => term(t("notebook"),
        h("span", { class: "nh-file", text: each.name }), ` · ${t("notebook_saved", { time: time(each.saved) })}`));
      for (const quiz of assignment.quizzes) {
        const said = [`${quiz.title} · ${t("quiz_answered", { n: quiz.total - quiz.open.length, total: quiz.total })}`];
        if (quiz.open.length) {
          const numbers = quiz.open.map(([number]) => number).join(", ");
          said.push(h("details", {}, [
            h("summary", { text: t("open_questions", { numbers }) }),
            h("ul", {}, quiz.open.map(([number, stem]) => h("li", { text: `${number}. ${stem}` }))),
          ]));
        }
        if (quiz.typed.length) said.push(h("p", { class: "nh-unsaved", text: t("typed", { numbers: quiz.typed.join(", ") }) }));
        if (quiz.problem) said.push(h("p", { class: "nh-unsaved", text: quiz.problem }));
        rows.push(...term(t("quiz"), ...said));
      }
      if (assignment.boxes) {
        const left = assignment.untouched;
        rows.push(...term(t("boxes"), left ? t("boxes_left", { n: left, total: assignment.boxes }) : t("boxes_done", { total: assignment.boxes })));
      }
      return h("div", { class: "nh-part" }, [
        h("h3", { class: "nh-heading", text: t("goes") }), h("dl", { class: "nh-list" }, rows), ...warnings(assignment),
      ]);
    }

    function action(assignment) {
      const archive = !assignment.through_exchange;
      const parts = [h("p", { class: "nh-way", text: t(archive ? "to_upload" : "to_exchange") })];
      if (archive) {
        parts.push(h("label", { class: "nh-name" }, [
          h("span", { text: t("name") }),
          h("input", { class: "nq-field", value: student ?? state.student, autocomplete: "off", spellcheck: "false", disabled: busy,
            on: { input: ({ target }) => { student = target.value; } } }),
        ]));
      }
      const word = (archive ? "pack" : "hand_in") + (assignment.handed_in ? "_again" : "");
      parts.push(h("div", { class: "nq-actions" }, [
        h("button", { type: "button", class: "nq-button nh-primary", text: t(word), on: { click: () => {
          asking = true; done = null; failed = ""; build(); focus(".nh-sure h3");
          send({ do: "look" }); // what is asked about is what lies there now
        } } }),
      ]));
      return h("div", { class: "nh-part" }, parts);
    }

    function sure(assignment) {
      const left = open(assignment);
      const archive = !assignment.through_exchange;
      const said = left.length ? [h("p", { text: t("sure_open") }), h("ul", {}, left.map((text) => h("li", { text })))] : [h("p", { text: t("sure_complete") })];
      return h("div", { class: "nh-part nh-sure", role: "group", "aria-labelledby": `${uid}-sure` }, [
        h("h3", { id: `${uid}-sure`, tabindex: "-1", text: t("sure", { title: assignment.title }) }),
        ...said, ...warnings(assignment), h("p", { class: "nh-quiet", text: t("later_counts") }),
        h("div", { class: "nq-actions" }, [
          h("button", { type: "button", class: "nq-button nh-primary", disabled: busy, text: t(archive ? "yes_pack" : "yes"), on: { click: () => {
            send({ do: "hand_in", folder: assignment.folder, student: student ?? state.student });
            build(); focus(".nh-busy");
          } } }),
          h("button", { type: "button", class: "nq-button nq-quiet", disabled: busy, text: t("back"), on: { click: () => { asking = false; build(); focus(".nh-primary"); } } }),
          ...(busy ? [h("span", { class: "nh-busy", tabindex: "-1", role: "status", text: t("busy") })] : []),
        ]),
      ]);
    }

    function link(path, text, download) {
      const address = path === null ? null : served(path);
      return address ? [h("a", { href: download ? `${address}?download=1` : address, target: "_blank", rel: "noopener", download, text })] : [];
    }

    function receipt(one, fresh) {
      const files = h("table", { class: "nq-topics nh-files" }, [
        h("thead", {}, [h("tr", {}, [t("file"), t("bytes"), "SHA-256"].map((text) => h("th", { scope: "col", text })))]),
        h("tbody", {}, one.files.map((each) => h("tr", {}, [
          h("td", { text: each.path }), h("td", { class: "nq-number", text: new Intl.NumberFormat(state.tag).format(each.bytes) }),
          h("td", {}, [h("code", { title: each.sha256, text: `${each.sha256.slice(0, 16)}…` })]),
        ]))),
      ]);
      return [
        h("p", { text: one.became }),
        ...(one.refused ? [h("p", { class: "nh-unsaved", text: t("refused", { why: one.refused }) })] : []),
        h("p", { class: "nh-code" }, [h("span", { class: "nh-quiet", text: `${t("code")} ` }), h("strong", { text: one.code })]),
        h("dl", { class: "nh-list" }, [...term(t("when"), one.when), ...(one.where ? term(t("where"), h("span", { class: "nh-file", text: one.where })) : [])]),
        h("div", { class: "nh-scroll", ...(fresh ? { tabindex: "0", role: "region", "aria-label": t("file") } : {}) }, [files]),
        h("p", { class: "nh-links" }, [...link(one.served_file, t("download"), true), ...link(one.served_page, t("open_receipt"), false)]),
        h("p", { class: "nh-quiet", text: t("receipt_kept", { file: one.page }) }),
      ];
    }

    function finished() {
      const archive = done.way === "archive";
      const heading = h("h3", { tabindex: "-1", text: archive ? t("to_do") : `✓ ${t("receipt")}` });
      return h("div", { class: "nh-part nh-receipt", "data-way": done.way }, [heading, ...receipt(done, true)]);
    }

    function earlier() {
      const list = state.receipts.filter((each) => !done || each.page !== done.page);
      if (!list.length) return [];
      return [h("details", { class: "nh-part nh-earlier" }, [
        h("summary", { text: t("earlier", { n: list.length }) }),
        ...list.map((one) => h("details", { class: "nh-one" }, [h("summary", { text: `${one.assignment} · ${one.when} · ${one.code}` }), ...receipt(one, false)])),
      ])];
    }

    function build() {
      // Where the reader is, and what is unfolded, stays as it is.
      const unfolded = new Set([...root.querySelectorAll("details[open] > summary")].map((each) => each.textContent));
      const places = () => [...root.querySelectorAll("button, input, summary, h3, .nh-scroll")];
      const place = places().indexOf(document.activeElement);
      root.lang = state.tag;
      root.setAttribute("aria-label", t("page"));
      const assignment = state.assignments.find((each) => each.folder === chosen);
      const parts = [h("div", { class: "nh-top" }, [
        h("p", { class: "nh-quiet", role: "status", text: t("read_at", { time: time(state.read) }) }),
        h("button", { type: "button", class: "nq-link nh-again", disabled: busy, text: t("again"), on: { click: () => { failed = ""; send({ do: "look" }); } } }),
      ])];
      if (!state.assignments.length) parts.push(h("p", { text: t("none") }));
      else parts.push(choices());
      if (assignment && done) parts.push(finished());
      else if (assignment) parts.push(contents(assignment), asking ? sure(assignment) : action(assignment));
      root.replaceChildren(...parts, h("div", { class: "nq-alarm", role: "alert" }, failed ? [h("p", { text: failed })] : []), ...earlier());
      for (const each of root.querySelectorAll("details > summary")) each.parentElement.open = unfolded.has(each.textContent);
      if (place >= 0) places()[place]?.focus({ preventScroll: true });
    }

    model.on("change:_state", () => {
      state = model.get("_state");
      if (!state.assignments.some((each) => each.folder === chosen)) chosen = firstChoice();
      build();
    });
    model.on("msg:custom", (message) => {
      clearTimeout(waiting);
      if (message.heard) {
        waiting = setTimeout(lost, REPLY_TIME);
        return;
      }
      if (message.failed) failed = message.failed;
      if (message.done || message.failed) { asking = false; busy = false; }
      if (message.done) done = message.done;
      build();
      if (message.done) focus(".nh-receipt h3");
    });
    // Who comes back from saving a notebook sees it without asking.
    const look = () => { if (!busy && !done && root.isConnected && root.offsetParent !== null) { build(); send({ do: "look" }); } };
    const sight = new IntersectionObserver((entries) => { if (entries.at(-1).isIntersecting) look(); });
    build();
    el.append(root);
    sight.observe(root);
    return () => { clearTimeout(waiting); sight.disconnect(); };
  },
};
