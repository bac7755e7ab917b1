// Lets a chip be carried to a place, with a mouse anywhere on it, with a finger or pen by its grip (so that the
// page still scrolls). An extra: whatever it does, a native control does too.
const CARRY_AFTER = 5; // px; less is a click
const EDGE = 36; // px from the edge of what scrolls, where it begins to

export function carriable(chip, { grip, places, isLocked, drop }) {
  let held = null; // {id, x, y}: the pointer, and where on the chip it took hold
  let at = null; // where the pointer is now
  let over = null;
  let ticking = 0;

  const placeAt = ({ x, y }) =>
    places().find((place) => {
      const box = place.getBoundingClientRect();
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    }) ?? null;

  const show = (place) => {
    over?.classList.remove("nq-over");
    place?.classList.add("nq-over");
    over = place;
  };

  // The chip stays in the flow and is moved by a transform: wherever the page scrolls, it follows the pointer.
  const follow = () => {
    chip.style.transform = "";
    const home = chip.getBoundingClientRect();
    chip.style.transform = `translate(${at.x - held.x - home.left}px, ${at.y - held.y - home.top}px)`;
    show(placeAt(at));
  };

  const tick = () => {
    if (!chip.isConnected) return letGo(); // the item was built anew under the hand
    const scroller = scrollerOf(chip);
    const box = scroller === document.documentElement ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
    const step = at.y < box.top + EDGE ? -8 : at.y > box.bottom - EDGE ? 8 : 0;
    if (step) scroller.scrollTop += step;
    follow();
    ticking = requestAnimationFrame(tick);
  };

  const isCarried = () => chip.classList.contains("nq-carried");

  const letGo = () => {
    cancelAnimationFrame(ticking);
    document.removeEventListener("keydown", escape, true);
    chip.classList.remove("nq-carried");
    chip.style.transform = "";
    show(null);
    held = null;
  };

  const escape = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    letGo();
  };

  chip.addEventListener("pointerdown", (event) => {
    if (held || event.button !== 0 || isLocked()) return;
    if (event.pointerType !== "mouse" && !grip.contains(event.target)) return;
    const box = chip.getBoundingClientRect();
    held = { id: event.pointerId, x: event.clientX - box.left, y: event.clientY - box.top, from: [event.clientX, event.clientY] };
    chip.setPointerCapture(event.pointerId);
    if (event.pointerType === "mouse") event.preventDefault(); // selects no text
  });
  chip.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.id) return;
    at = { x: event.clientX, y: event.clientY };
    if (isCarried()) return;
    if (Math.hypot(at.x - held.from[0], at.y - held.from[1]) < CARRY_AFTER) return;
    chip.classList.add("nq-carried");
    document.addEventListener("keydown", escape, true);
    tick();
  });
  chip.addEventListener("pointerup", (event) => {
    if (event.pointerId !== held?.id) return;
    const place = isCarried() ? placeAt({ x: event.clientX, y: event.clientY }) : null;
    letGo();
    if (place) drop(place);
  });
  for (const name of ["pointercancel", "lostpointercapture"]) chip.addEventListener(name, () => held && letGo());
}

// The nearest ancestor that scrolls up and down.
function scrollerOf(node) {
  for (let parent = node.parentElement; parent; parent = parent.parentElement) {
    if (parent.scrollHeight > parent.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return document.documentElement;
}
