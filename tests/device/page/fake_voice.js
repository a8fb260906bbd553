// Stands for a browser's voices: one on this machine, one that isn't. It keeps what it is told to say, and is done with
// it when a test says so.

const voices = [
  { name: "far", lang: "en-CA", localService: false },
  { name: "near", lang: "en_CA", localService: true },
];

class FakeUtterance {
  constructor(text) {
    this.text = text;
  }
}

class FakeSynthesis extends EventTarget {
  said = [];
  #utterance = null;

  getVoices() {
    return voices;
  }

  speak(utterance) {
    this.#utterance = utterance;
    this.said.push({ text: utterance.text, voice: utterance.voice.name, rate: utterance.rate });
  }

  finish() {
    this.#utterance.onend();
  }

  cancel() {
    this.#utterance?.onerror?.({ error: "interrupted" });
    this.#utterance = null;
  }
}

window.SpeechSynthesisUtterance = FakeUtterance;
Object.defineProperty(window, "speechSynthesis", { value: new FakeSynthesis() });
