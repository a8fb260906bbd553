// How speech becomes words. Ears are any object with
//
//   present                      whether they can hear at all
//   leaves(locale)               a promise of whether what they hear leaves this machine; asked before they hear
//   hear(locale, partly)         starts to listen, and calls partly(words) with what is understood so far;
//                                gives {words, stop}: a promise of the words, and how to say that they are complete.
//                                The promise breaks with an EarsError where nothing can be heard.
//
// Ears of another make, a recogniser on this machine say, are plugged in where main.js makes these.

/** Why nothing was heard. The message is for whoever looks at the page. */
export class EarsError extends Error {}

const REASONS = {
  "not-allowed": "The browser wasn't allowed to use the microphone. Allow it in its settings, or type.",
  "service-not-allowed": "The browser doesn't allow its speech recognition here, so type.",
  "audio-capture": "No microphone was found, so type.",
  network: "The browser's speech recognition couldn't reach its maker, so type.",
  "language-not-supported": "The browser's speech recognition doesn't know this English, so type.",
};
const NOTHING = ["no-speech", "aborted"];

/** The browser's own recognition, on this machine where it can be had so. */
export class BrowserEars {
  #Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  #staying = new Set();

  get present() {
    return Boolean(this.#Recognition);
  }

  async leaves(locale) {
    const available = await this.#Recognition.available?.({ langs: [locale], processLocally: true });
    if (available === "available") this.#staying.add(locale);
    return !this.#staying.has(locale);
  }

  hear(locale, partly) {
    const recognition = new this.#Recognition();
    recognition.lang = locale;
    recognition.continuous = true;
    recognition.interimResults = true;
    recognition.processLocally = this.#staying.has(locale);
    return { words: wordsOf(recognition, partly), stop: () => recognition.stop() };
  }
}

function wordsOf(recognition, partly) {
  let words = "";
  return new Promise((resolve, reject) => {
    recognition.onresult = ({ results }) => {
      words = Array.from(results, (result) => result[0].transcript.trim()).join(" ");
      partly(words);
    };
    recognition.onerror = ({ error }) => {
      if (NOTHING.includes(error)) return;
      reject(new EarsError(REASONS[error] ?? `The browser's speech recognition failed (${error}), so type.`));
    };
    recognition.onend = () => resolve(words);
    recognition.start();
  });
}
