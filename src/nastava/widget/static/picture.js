// The picture of an item, in a wide and a narrow form, for a light and a dark theme: style shows one of the four.
// `over`: elements that lie upon it. The addresses hold SVG, where as an <img> no script runs.
export function pictureView({ picture, h, over = [] }) {
  const drawn = (form, name) =>
    ["light", "dark"].map((theme) =>
      h("img", { class: `nq-drawn nq-${name} nq-${theme}`, src: form[theme], alt: picture.alt, width: form.width, height: form.height }));
  const box = h("div", { class: "nq-picture-box" }, [...drawn(picture, "wide"), ...drawn(picture.narrow, "narrow"), ...over]);
  const note = picture.note ? [h("p", { class: "nq-picture-note", html: picture.note })] : [];
  return h("figure", { class: "nq-picture" }, [h("figcaption", { class: "nq-picture-title", html: picture.title }), box, ...note]);
}

// Lays an element upon a part of the picture: {left, top, width, height} in percent, in both forms.
export function layUpon(element, picture, mark) {
  for (const [form, regions] of [["wide", picture.regions], ["narrow", picture.narrow.regions]]) {
    ["left", "top", "width", "height"].forEach((side, index) => element.style.setProperty(`--${form}-${side}`, `${regions[mark][index]}%`));
  }
}
