// Which stage decided the last turn, and on what grounds.

import { byId, make } from "./elements.js";

// In the order in which they are asked.
const STAGES = ["triage", "platform", "navigation", "matching"];

export class ExplanationPanel {
  #place = byId("explanation");

  show(turn) {
    this.#place.replaceChildren(...(turn.explanation ? explained(turn) : [unexplained(turn)]));
  }

  clear() {
    this.#place.replaceChildren(make("p", { className: "none" }, "Nothing has been said yet."));
  }
}

function explained({ explanation, milliseconds }) {
  const { heard, texts, stage, detail, reply } = explanation;
  return [
    make("ol", { className: "stages" }, ...STAGES.map((name) => step(name, name === stage))),
    make("dl", {},
      ...term("Heard", [heard, ...texts].join(" · ")),
      ...term("Decided by", `${stage}: ${detail}`),
      ...term("Reply", reply),
      ...term("Took", `${milliseconds} ms`),
    ),
  ];
}

function step(name, decided) {
  const item = make("li", {}, name);
  if (decided) item.setAttribute("aria-current", "step");
  return item;
}

const term = (name, text) => [make("dt", {}, name), make("dd", {}, text)];

function unexplained({ passed, spoken }) {
  return make("p", { className: "none" }, reason(passed.length > 0, spoken.text));
}

function reason(sent, spoken) {
  if (spoken) return "The speaker asked again by itself. The skill wasn't called.";
  return sent ? "The session ended, and the skill was told." : "Nobody was listening.";
}
