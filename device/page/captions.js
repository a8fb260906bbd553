// What was said last, in words to read: calm for an answer, loud for whom to call.

import { careCard, careLabel, careOf } from "./care.js";
import { byId, make, spoken } from "./elements.js";

const READY = "Open it, or ask right away.";

export class Captions {
  #you = byId("you");
  #caption = byId("caption");
  #urgent = byId("urgent");

  show(turn) {
    const care = careOf(turn);
    const { text, listening } = turn.spoken;
    const after = make("span", { className: "unseen" }, listening ? " Listening." : " Closed.");
    this.#you.textContent = turn.you;
    this.#urgent.replaceChildren(...(care?.now ? [careCard(care, text)] : []));
    this.#caption.replaceChildren(...(care?.now ? [] : calm(care, text)), after);
  }

  clear() {
    this.#you.textContent = "";
    this.#urgent.replaceChildren();
    this.#caption.replaceChildren(READY);
  }
}

const calm = (care, text) => [...(care ? [careLabel(care)] : []), ...spoken(text)];
