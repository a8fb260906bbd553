// The one way this page makes elements. Text is only ever text here, whoever wrote it.

export const byId = (id) => document.getElementById(id);

/** An element with properties, and with children: elements, or text. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** What is spoken, to read: a number to call stays on one line. Gives what an element takes as its children. */
export function spoken(text) {
  const pieces = text.split(/(\d+(?:[- ]\d+)+)/);
  return pieces.map((piece, index) => (index % 2 ? make("span", { className: "number" }, piece) : piece));
}

/** A picture from icons.svg, which says nothing that the words beside it don't. */
export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const use = document.createElementNS(namespace, "use");
  use.setAttribute("href", `icons.svg#${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}
