// What the speaker is doing. It knows turns, the voice and the silence; what is seen of them is left to the views, which
// listen for "change" (the state), "turn" (with the turn in `detail`) and "trouble" (with the error).

import { Silence } from "./silence.js";

const CLOSED = "closed";
const LISTENING = "listening";
const HEARING = "hearing";
const THINKING = "thinking";
const SPEAKING = "speaking";

export class Speaker extends EventTarget {
  state = CLOSED;
  /** Whether a session is open. */
  open = false;
  locale = "";
  silence = new Silence(
    () => this.say(""),
    () => this.#tell("change"),
  );
  #api;
  #voice;
  #asked = Promise.resolve();
  #turns = 0;

  constructor(api, voice) {
    super();
    this.#api = api;
    this.#voice = voice;
  }

  /** Another speaker in another place; what was open is left. Gives what the page shows of it. */
  async place(locale, screen) {
    if (this.open) await this.leave();
    this.hush();
    this.locale = locale;
    const about = await this.#api.start(locale, screen);
    this.#become(CLOSED);
    return about;
  }

  /** Says words; none are silence. */
  say(words) {
    return this.#take(() => this.#api.say(words));
  }

  /** Somebody begins to talk. */
  hear() {
    this.hush();
    this.#turns += 1;
    this.#become(HEARING);
  }

  /** They have ended, perhaps without a word. */
  heard(words) {
    if (words) return this.say(words);
    this.#rest();
  }

  /** Something on the screen is touched: what it sends, and its id. */
  touch(sent, source) {
    return this.#take(() => this.#api.touch(sent, source));
  }

  leave() {
    return this.#take(() => this.#api.leave());
  }

  /** Whoever speaks isn't spoken over. */
  hush() {
    this.#voice.stop();
    this.silence.stop();
  }

  /** One turn, heard to its end unless another begins. Turns are asked in the order they were said. */
  async #take(ask) {
    this.hush();
    this.#become(THINKING);
    const mine = ++this.#turns;
    const asked = this.#asked.then(ask);
    this.#asked = asked.catch(() => {});
    try {
      await this.#answer(await asked, () => mine === this.#turns);
    } catch (error) {
      this.open = false;
      this.#become(CLOSED);
      this.#tell("trouble", error);
    }
  }

  async #answer(turn, isLast) {
    const { text, slow, listening } = turn.spoken;
    this.open = listening;
    this.#tell("turn", turn);
    if (text && isLast()) {
      this.#become(SPEAKING);
      await this.#voice.speak(text, { locale: this.locale, slow });
    }
    if (isLast()) this.#rest();
  }

  #rest() {
    this.#become(this.open ? LISTENING : CLOSED);
    if (this.open) this.silence.start();
  }

  #become(state) {
    this.state = state;
    this.#tell("change");
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
