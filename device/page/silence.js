// The eight seconds that a speaker listens before it asks again. Whoever needs longer may hold them.

const SECONDS = 8;

export class Silence {
  #over;
  #changed;
  #held = new Set();
  #ticking = 0;
  #left = 0;

  /** Calls `over()` after a silence, and `changed()` whenever what is left or held does. */
  constructor(over, changed) {
    this.#over = over;
    this.#changed = changed;
  }

  /** Whether a silence would end by itself, or would if it weren't held. */
  get waiting() {
    return this.#left > 0;
  }

  get held() {
    return this.#held.size > 0;
  }

  /** Whole seconds, from 8. */
  get left() {
    return this.#left;
  }

  /** The microphone is open, and nobody speaks. */
  start() {
    this.stop();
    this.#left = SECONDS;
    this.#resume();
  }

  /** Somebody speaks, or the microphone is shut. */
  stop() {
    clearInterval(this.#ticking);
    this.#left = 0;
    this.#changed();
  }

  /** Time stands still for a reason, a word of the caller's, until that one is released. */
  hold(reason) {
    this.#held.add(reason);
    clearInterval(this.#ticking);
    this.#changed();
  }

  /** The silence begins again once nothing holds it. */
  release(reason) {
    if (!this.#held.delete(reason)) return;
    if (this.waiting) this.start();
    else this.#changed();
  }

  #resume() {
    this.#changed();
    if (!this.held) this.#ticking = setInterval(() => this.#tick(), 1000);
  }

  #tick() {
    this.#left -= 1;
    if (this.#left > 0) return this.#changed();
    this.stop();
    this.#over();
  }
}
