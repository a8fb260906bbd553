// What to ask: a few of the skill's own examples at a time.

import { byId, make } from "./elements.js";

const AT_ONCE = 4;

export class Suggestions {
  #list = byId("suggestions");
  #others = byId("others");
  #examples = [];
  #first = 0;

  /** Calls `ask(words)` for the one that is chosen. */
  constructor(ask) {
    this.#list.addEventListener("click", ({ target }) => {
      const chosen = target.closest("button");
      if (chosen) ask(chosen.textContent);
    });
    this.#others.addEventListener("click", () => this.#turnTo(this.#first + AT_ONCE));
  }

  offer(examples) {
    this.#examples = examples;
    this.#turnTo(0);
  }

  #turnTo(first) {
    this.#first = first % this.#examples.length;
    const shown = this.#examples.slice(this.#first, this.#first + AT_ONCE);
    this.#list.replaceChildren(...shown.map((words) => make("li", {}, make("button", { type: "button" }, words))));
  }
}
