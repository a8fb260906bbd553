// Who to call, made unmistakable: a colour, a picture and words for each level. What to do is the skill's to say.

import { icon, make, spoken } from "./elements.js";

const NAMES = {
  call_doctor: "Call your doctor",
  emergency: "Emergency",
  self_harm: "Crisis line",
};
/** How many sentences it takes to say what to do. */
const ACTION = { call_doctor: 1, emergency: 1, self_harm: 2 };
const IF_NOW = "If it's happening now";

/** The turn's care, `{level, now}`; null where nobody is to be called. */
export const careOf = (turn) => turn.explanation?.care ?? null;

/** A label for a level. */
export function careLabel({ level, now }) {
  const label = make("strong", { className: "care-label" }, icon(level), make("span", {}, NAMES[level]));
  label.dataset.care = level;
  if (!now) label.append(make("em", {}, IF_NOW));
  return label;
}

/** What is said, as a card: first what to do, then the rest. */
export function careCard(care, text) {
  const sentences = text.split(/(?<=[.?!]) /);
  const action = sentences.splice(0, ACTION[care.level]).join(" ");
  const lines = [make("p", { className: "action" }, ...spoken(action)), make("p", {}, ...spoken(sentences.join(" ")))];
  const card = make("div", { className: "care" }, careLabel(care), ...lines);
  card.dataset.care = care.level;
  return card;
}

/** The light of the device takes the level's colour. */
export class CareLight {
  show(turn) {
    document.body.dataset.care = careOf(turn)?.level ?? "";
  }

  clear() {
    document.body.dataset.care = "";
  }
}
