// Stands for a browser's recognition. It hears what a test says, and may be one that keeps it on this machine.

class FakeRecognition {
  static last = null;
  static local = "unavailable";

  static async available() {
    return FakeRecognition.local;
  }

  start() {
    FakeRecognition.last = this;
  }

  stop() {
    this.onend();
  }

  hear(...phrases) {
    this.onresult({ results: phrases.map((transcript) => [{ transcript }]) });
  }

  fail(error) {
    this.onerror({ error });
    this.onend();
  }
}

window.SpeechRecognition = FakeRecognition;
