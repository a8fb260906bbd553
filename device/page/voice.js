// How answers are spoken. A voice is any object with
//
//   speaks(locale)               whether it can be heard there
//   speak(text, {locale, slow})  a promise, kept once it has been said or was stopped; never broken
//   stop()                       hushes it at once; harmless when it is quiet
//
// A voice of another make, one that runs on this machine say, is plugged in where main.js makes this one.

const MS_PER_WORD = 360;
const SLOW = 0.75;

/** The browser's own voices, those on this machine only: others would send what is said over the network. */
export class BrowserVoice {
  #synthesis = window.speechSynthesis;
  #finish = () => {};

  /** Whether there is a voice for a locale's language. Browsers find theirs some time after the page has loaded. */
  speaks(locale) {
    return Boolean(this.#pick(locale));
  }

  speak(text, { locale, slow }) {
    this.stop();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = locale;
    utterance.voice = this.#pick(locale);
    utterance.rate = slow ? SLOW : 1;
    return new Promise((resolve) => {
      this.#finish = resolve;
      utterance.onend = utterance.onerror = resolve;
      this.#synthesis.speak(utterance);
    });
  }

  stop() {
    this.#synthesis?.cancel();
    this.#finish();
  }

  #pick(locale) {
    const here = (this.#synthesis?.getVoices() ?? []).filter((voice) => voice.localService);
    // Android writes en_CA.
    const tag = (voice) => voice.lang.replace("_", "-");
    const language = locale.slice(0, 2);
    return here.find((voice) => tag(voice) === locale) ?? here.find((voice) => tag(voice).startsWith(language)) ?? null;
  }
}

/** No sound, but the time it takes, for whoever reads along. */
export class QuietVoice {
  #timer = 0;
  #finish = () => {};

  speak(text, { slow }) {
    this.stop();
    const words = text.split(/\s+/).length;
    return new Promise((resolve) => {
      this.#finish = resolve;
      this.#timer = setTimeout(resolve, (words * MS_PER_WORD) / (slow ? SLOW : 1));
    });
  }

  stop() {
    clearTimeout(this.#timer);
    this.#finish();
  }
}

/** A voice that may be muted, and is quiet where the other has none for the locale. */
export class Voice {
  muted = false;
  #loud;
  #quiet = new QuietVoice();

  constructor(loud = new BrowserVoice()) {
    this.#loud = loud;
  }

  /** Whether it will be heard. */
  heard(locale) {
    return !this.muted && this.#loud.speaks(locale);
  }

  speak(text, how) {
    return (this.heard(how.locale) ? this.#loud : this.#quiet).speak(text, how);
  }

  stop() {
    this.#loud.stop();
    this.#quiet.stop();
  }
}
