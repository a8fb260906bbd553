// The device: a speaker alone, or one with a screen, which shows what the skill sends it.

import { render } from "./apl.js";
import { byId } from "./elements.js";

// Pixels around the glass, and the most that it takes of the page's height.
const BEZEL = 14;
const MOST_HIGH = 380;

export class Screen {
  #frame = byId("frame");
  #glass = byId("screen");
  #onUserEvent;
  #viewport = null;

  /** Calls `touched(arguments, source)` for what is touched. */
  constructor(touched) {
    this.#onUserEvent = touched;
    new ResizeObserver(() => this.#fit()).observe(this.#frame.parentElement);
  }

  /** Another device: a viewport as device/viewport.py describes it, or null for a speaker without a screen. */
  become(viewport) {
    this.#viewport = viewport;
    this.#frame.hidden = !viewport;
    byId("pod").toggleAttribute("hidden", Boolean(viewport));
    if (!viewport) return;
    this.#frame.dataset.mode = viewport.mode;
    this.#frame.dataset.shape = viewport.shape;
    this.#glass.style.width = `${viewport.width}px`;
    this.#glass.style.height = `${viewport.height}px`;
    this.#fit();
  }

  show({ spoken }) {
    const touched = this.#glass.contains(document.activeElement);
    if (spoken.screen) {
      render(spoken.screen, this.#glass, { onUserEvent: this.#onUserEvent, viewport: this.#viewport });
    } else if (!spoken.listening) {
      this.clear();
    }
    // What was touched is gone, and the focus would be with it.
    if (touched) this.#glass.focus();
  }

  clear() {
    this.#glass.replaceChildren();
  }

  /** As large as there is room for. */
  #fit() {
    if (!this.#viewport) return;
    const { width, height } = this.#viewport;
    const room = this.#frame.parentElement.clientWidth - 2 * BEZEL;
    this.#glass.style.zoom = Math.min(room / width, MOST_HIGH / height, 1);
  }
}
