// What the speaker is doing, in a word; how long it still waits; and the buttons for both.

import { byId } from "./elements.js";

const WORDS = {
  closed: "Closed",
  listening: "Listening",
  hearing: "Hearing you",
  thinking: "Thinking",
  speaking: "Speaking",
};

export class Status {
  #speaker;

  constructor(speaker) {
    this.#speaker = speaker;
    speaker.addEventListener("change", () => this.#show());
    byId("wait").addEventListener("click", ({ currentTarget: button }) => {
      const waits = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", waits);
      if (waits) speaker.silence.hold("asked");
      else speaker.silence.release("asked");
    });
    this.#show();
  }

  #show() {
    const { state, open, silence } = this.#speaker;
    document.body.dataset.state = state;
    byId("state").textContent = WORDS[state];
    byId("session").textContent = open ? "Leave" : "Open Cervix Guide";
    byId("session").classList.toggle("chief", !open);
    byId("timer").textContent = silence.waiting ? patience(silence) : "";
  }
}

const patience = ({ held, left }) => (held ? "waits for you" : `asks again in ${left} s`);
