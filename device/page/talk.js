// Holding to talk: the button with a pointer or a key, or the space bar anywhere that it has nothing else to do. Whoever
// can't hold taps, before and after.

import { byId } from "./elements.js";

const MISSING = "This browser can't turn speech into words, so type. Typing does all that talking does.";
const HOW = "Hold the button or the space bar to talk, or tap it before and after. Or type.";
const TAP_MS = 400;

export class Talk {
  #button = byId("talk");
  #dialog = byId("privacy");
  #ears;
  #listener;
  #since = 0;
  #over = false;
  #hearing = null;
  #agreed = false;

  /** The listener has `locale`, and is told `begins()`, `partly(words)`, `heard(words)` and `failed(error)`. */
  constructor(ears, listener) {
    this.#ears = ears;
    this.#listener = listener;
    byId("hint").textContent = ears.present ? HOW : MISSING;
    this.#button.hidden = !ears.present;
    if (ears.present) this.#watch();
  }

  #watch() {
    const button = this.#button;
    button.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      button.setPointerCapture(event.pointerId);
      this.#begin();
    });
    for (const end of ["pointerup", "pointercancel"]) button.addEventListener(end, () => this.#end());
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      if (!this.#means(event)) return;
      event.preventDefault();
      if (!event.repeat) this.#begin();
    });
    document.addEventListener("keyup", (event) => this.#means(event) && this.#end());
    window.addEventListener("blur", () => this.#end());
    this.#dialog.addEventListener("close", () => (this.#agreed = this.#dialog.returnValue === "talk"));
  }

  #means({ key, target }) {
    if (target === this.#button) return key === " " || key === "Enter";
    return key === " " && !target.closest("input, select, button, summary, dialog, [tabindex], a");
  }

  async #begin() {
    if (this.#hearing) return this.#hearing.stop();
    this.#since = performance.now();
    this.#over = false;
    if (!(await this.#may()) || this.#over || this.#hearing) return;
    this.#hearing = this.#ears.hear(this.#listener.locale, (words) => this.#listener.partly(words));
    this.#button.setAttribute("aria-pressed", "true");
    this.#listener.begins();
    try {
      this.#listener.heard(await this.#hearing.words);
    } catch (error) {
      this.#listener.failed(error);
    }
    this.#hearing = null;
    this.#button.setAttribute("aria-pressed", "false");
  }

  #end() {
    if (performance.now() - this.#since < TAP_MS) return;
    this.#over = true;
    this.#hearing?.stop();
  }

  /** Whether it may be listened to: where that leaves this machine, only once it was agreed to. */
  async #may() {
    if (this.#agreed || !(await this.#ears.leaves(this.#listener.locale))) return true;
    this.#dialog.showModal();
    return false;
  }
}
