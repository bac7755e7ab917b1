// Runs in the page before JupyterLab does: keeps every frame of the kernel's WebSocket with its time.
// Frames are read only after the measurement, so that counting messages slows nobody down.
(() => {
  const frames = [];
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(url, protocols) {
      super(url, protocols);
      this.isKernel = String(url).includes("/channels");
      if (this.isKernel) this.addEventListener("message", (event) => frames.push([performance.now(), "in", event.data]));
    }
    send(data) {
      if (this.isKernel) frames.push([performance.now(), "out", data]);
      super.send(data);
    }
  };

  const text = new TextDecoder();
  // Jupyter's binary protocol: a count, so many offsets, then channel, header, parent, metadata, content, buffers.
  function read([at, way, data]) {
    if (typeof data === "string") return { at, way, type: JSON.parse(data).header.msg_type, bytes: new Blob([data]).size };
    const [buffer, start, length] = ArrayBuffer.isView(data)
      ? [data.buffer, data.byteOffset, data.byteLength] : [data, 0, data.byteLength];
    const view = new DataView(buffer, start, length);
    const offset = (n) => Number(view.getBigUint64(8 * (n + 1), true));
    const header = text.decode(new Uint8Array(buffer, start + offset(1), offset(2) - offset(1)));
    return { at, way, type: JSON.parse(header).msg_type, bytes: length };
  }

  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  // After the frame in which something is found true has been painted.
  const painted = (found, patience = 30_000) => new Promise((done, fail) => {
    const began = performance.now();
    const look = () => {
      if (found()) {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(null);
      } else if (performance.now() - began > patience) {
        fail(new Error(`not shown after ${patience} ms: ${found}`));
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
  // Until the kernel's socket has been quiet for so long.
  async function quiet(ms = 500) {
    for (let seen = -1; seen !== frames.length; ) {
      seen = frames.length;
      await sleep(ms);
    }
  }

  const notebook = () => window.jupyterapp.shell.currentWidget;
  const cell = (index) => notebook().content.widgets[index].node;
  async function run(index) {
    notebook().content.activeCellIndex = index;
    notebook().content.deselectAll();
    await window.jupyterapp.commands.execute("notebook:run-cell");
  }

  // Run a cell; return when all of `texts` and `count` of `inputs` are there and the last is painted on the screen, and
  // what went over the wire.
  async function show(index, { inputs, count, texts }) {
    await quiet();
    const from = frames.length;
    const found = () => {
      const nodes = cell(index).querySelectorAll(inputs);
      if (nodes.length !== count || !nodes[count - 1].getClientRects().length) return false;
      const shown = [...new Set([...nodes].map((node) => node.closest(".jp-OutputArea-child")))];
      const all = shown.map((node) => node.textContent).join(" ");
      return texts.every((one) => all.includes(one));
    };
    const running = run(index);
    await painted(found);
    // Into sight, so that what a page puts off until somebody scrolls there counts too.
    [...cell(index).querySelectorAll(inputs)].at(-1).scrollIntoView({ block: "end", behavior: "instant" });
    const end = await painted(() => true);
    await running;
    await quiet();
    const messages = frames.slice(from).map(read);
    const start = messages.find((one) => one.type === "execute_request").at;
    return { ms: end - start, messages };
  }

  // Choose, wait, press; return when the feedback was painted, and what went over the wire from the choice on.
  async function respond(index, { choose, press, told }, number) {
    const act = (source) => new Function("cell", "n", `return (${source})`)(cell(index), number);
    await quiet(300);
    const from = frames.length;
    if (choose) act(choose);
    await quiet(700);
    const start = performance.now();
    act(press);
    const end = await painted(() => act(told));
    await quiet(300);
    return { ms: end - start, messages: frames.slice(from).map(read) };
  }

  // The kernel's answer to a request that asks nothing of it.
  async function roundTrip() {
    const { kernel } = notebook().sessionContext.session;
    const start = performance.now();
    await kernel.requestCommInfo({ target_name: "none" });
    return performance.now() - start;
  }

  window.bench = { run, show, respond, roundTrip, quiet };
})();
