// The requests of the last turn and what came back, as JSON, for developers.

import { byId, make } from "./elements.js";

export class Envelopes {
  #place = byId("passed");

  show(turn) {
    const shown = turn.passed.flatMap(({ request, response }) => [
      json(request.request.type, request),
      json("Response", response),
    ]);
    this.#place.replaceChildren(...(shown.length ? shown : [nothing("Nothing was sent for this turn.")]));
  }

  clear() {
    this.#place.replaceChildren(nothing("Nothing has been sent yet."));
  }
}

const nothing = (text) => make("p", { className: "none" }, text);

function json(title, value) {
  const text = make("pre", { tabIndex: 0 }, JSON.stringify(value, null, 2));
  text.setAttribute("aria-label", title);
  text.setAttribute("role", "group");
  return make("figure", {}, make("figcaption", {}, title), text);
}
