// Puts the page together. Another voice or other ears are plugged in here; voice.js and ears.js say what they must do.

import { Api } from "./api.js";
import { Captions } from "./captions.js";
import { CareLight } from "./care.js";
import { BrowserEars } from "./ears.js";
import { byId, make } from "./elements.js";
import { Envelopes } from "./envelopes.js";
import { ExplanationPanel } from "./explanation.js";
import { Log, download } from "./log.js";
import { Screen } from "./screen.js";
import { Speaker } from "./speaker.js";
import { Status } from "./status.js";
import { Suggestions } from "./suggestions.js";
import { Talk } from "./talk.js";
import { Voice } from "./voice.js";

const OPENING = "alexa, open cervix guide";
const DEFAULT = "en-CA";

const api = new Api();
const voice = new Voice();
const speaker = new Speaker(api, voice);
const words = byId("words");
const locale = byId("locale");
const device = byId("device");

const log = new Log(() => speaker.transcript().then(download, (error) => trouble(error.message)));
const screen = new Screen((sent, source) => speaker.touch(sent, source));
const views = [new Captions(), new CareLight(), log, new ExplanationPanel(), new Envelopes(), screen];
const suggestions = new Suggestions((example) => speaker.say(example));
new Status(speaker);

speaker.addEventListener("turn", ({ detail: turn }) => {
  trouble("");
  for (const view of views) view.show(turn);
});
speaker.addEventListener("trouble", ({ detail: error }) => {
  trouble(error.message);
  if (error.forgotten) place();
});

byId("session").addEventListener("click", () => (speaker.open ? speaker.leave() : speaker.say(OPENING)));
byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const said = words.value.trim();
  write("");
  if (said) speaker.say(said);
});
words.addEventListener("input", () => write(words.value));

byId("mute").addEventListener("click", ({ currentTarget: button }) => {
  voice.muted = !voice.muted;
  voice.stop();
  button.setAttribute("aria-pressed", voice.muted);
});

new Talk(new BrowserEars(), {
  get locale() {
    return speaker.locale;
  },
  begins() {
    trouble("");
    speaker.hear();
  },
  partly: write,
  heard(said) {
    write("");
    speaker.heard(said);
  },
  failed(error) {
    trouble(error.message);
    speaker.heard("");
  },
});

/** What is being written holds the silence, and isn't spoken over. */
function write(text) {
  words.value = text;
  if (!text) return speaker.silence.release("writing");
  speaker.silence.hold("writing");
  voice.stop();
}

function trouble(text) {
  byId("trouble").textContent = text;
}

/** Puts the chosen device in the chosen place, and begins a new conversation. */
async function place() {
  try {
    const about = await speaker.place(locale.value, device.value);
    byId("emergency").textContent = about.emergency;
    suggestions.offer(about.examples);
    screen.become(about.viewport);
    for (const view of views) view.clear();
    voiceHint();
  } catch (error) {
    trouble(error.message);
  }
}

function voiceHint() {
  byId("voiceless").hidden = voice.muted || voice.heard(speaker.locale);
}

async function begin() {
  try {
    const asked = new URLSearchParams(location.search).get("locale");
    const countries = new Intl.DisplayNames("en", { type: "region" });
    const locales = await api.locales();
    locale.append(...locales.map((tag) => make("option", { value: tag }, countries.of(tag.slice(3)))));
    locale.value = locales.includes(asked) ? asked : DEFAULT;
  } catch (error) {
    return trouble(error.message);
  }
  locale.addEventListener("change", place);
  device.addEventListener("change", place);
  window.speechSynthesis?.addEventListener("voiceschanged", voiceHint);
  place();
}

begin();
