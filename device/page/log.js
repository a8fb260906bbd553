// The conversation so far.

import { careLabel, careOf } from "./care.js";
import { byId, make, spoken } from "./elements.js";

export class Log {
  #list = byId("log");
  #save = byId("save");

  constructor(save) {
    this.#save.addEventListener("click", save);
  }

  show(turn) {
    if (!turn.you) return;
    const care = careOf(turn);
    const item = make("li", {}, make("p", { className: "you" }, turn.you));
    if (care) item.append(careLabel(care));
    if (turn.spoken.text) item.append(make("p", { className: "guide" }, ...spoken(turn.spoken.text)));
    if (!turn.spoken.listening) item.append(make("p", { className: "end" }, "closed"));
    this.#list.append(item);
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#save.disabled = false;
  }

  clear() {
    this.#list.replaceChildren();
    this.#save.disabled = true;
  }
}

/** Gives the conversation, as text, to whoever wants to keep it. */
export function download(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  make("a", { href: address, download: "conversation.yaml" }).click();
  URL.revokeObjectURL(address);
}
