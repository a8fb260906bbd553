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
    this.hush();
    const isLast = this.#next();
    try {
      return await this.#inOrder(async () => {
        // A conversation that can't be left is forgotten all the same.
        if (this.open) await this.#api.leave().catch(() => {});
        this.open = false;
        this.locale = locale;
        return this.#api.start(locale, screen);
      });
    } finally {
      if (isLast()) this.#become(CLOSED);
    }
  }

  /** Says words; none are silence. */
  say(words) {
    return this.#take(() => this.#api.say(words));
  }

  /** Somebody begins to talk. */
  hear() {
    this.hush();
    this.#next();
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

  /** The conversation so far, as YAML, with the turn that is being answered. */
  transcript() {
    return this.#inOrder(() => this.#api.transcript());
  }

  /** Whoever speaks isn't spoken over. */
  hush() {
    this.#voice.stop();
    this.silence.stop();
  }

  /** One turn, heard to its end unless another begins. */
  async #take(ask) {
    this.hush();
    this.#become(THINKING);
    const isLast = this.#next();
    try {
      await this.#answer(await this.#inOrder(ask), isLast);
    } catch (error) {
      this.open = false;
      this.#become(CLOSED);
      this.#tell("trouble", error);
    }
  }

  /** Counts what begins now. Gives whether nothing has begun since. */
  #next() {
    const mine = ++this.#turns;
    return () => mine === this.#turns;
  }

  /** What is asked of the server is asked in the order in which it was wanted: what is said to a speaker that is being
   *  put elsewhere is said there. */
  #inOrder(ask) {
    const asked = this.#asked.then(ask);
    this.#asked = asked.catch(() => {});
    return asked;
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
