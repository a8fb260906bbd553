/* Draws the skill's screens in a browser: the very document that a device would get, as accessible HTML.
 *
 * It knows as much of Alexa's Presentation Language as lambda/screen.json uses. Anything else is an AplError, so that
 * the document can't quietly outgrow what people see here. It needs nothing else, and runs under a strict
 * Content-Security-Policy.
 */

/** The document holds what isn't known here. The message names it. */
export class AplError extends Error {
  name = "AplError";
}

/** Draws a RenderDocument directive in container, in place of what was there.
 *
 * onUserEvent(arguments, sourceId) is told of each tap, or Enter, on what can be touched.
 * viewport: {width, height} in pixels, shape "RECTANGLE" or "ROUND".
 */
export function render({ document: apl, datasources }, container, { onUserEvent, viewport }) {
  check("the document", apl, DOCUMENT);
  const { parameters, items } = apl.mainTemplate;
  if (parameters.join() !== "payload") throw new AplError(`mainTemplate takes ${parameters}; write ["payload"]`);
  const seen = { viewport: { ...viewport, shape: viewport.shape.toLowerCase() } };
  const scope = { ...seen, ...resources(apl.resources, seen), payload: datasources };
  const page = { viewport, layouts: apl.layouts, styles: apl.styles, onUserEvent };
  const drawn = made(items.find(holdsIn(scope)), scope, page);
  drawn.style.borderRadius = seen.viewport.shape === "round" ? "50%" : "0";
  container.replaceChildren(drawn);
}

/* What is known: the properties of each thing, and of components how each is drawn. */

const DOCUMENT = ["type", "version", "theme", "settings", "resources", "styles", "layouts", "mainTemplate"];
const RESOURCES = ["description", "when", "colors", "dimensions", "strings"];
const EVERY = ["type", "id", "when", "role", "accessibilityLabel", "style", "inheritParentState"];
const ROLES = ["button", "header"];

const plain = (name) => (element, value) => element.style.setProperty(name, String(value));
const length = (name) => (element, value, page) => element.style.setProperty(name, pixels(value, page.viewport));
const flex = (name) => (element, value) => element.style.setProperty(name, FLEX[value] ?? value);
const FLEX = { start: "flex-start", spaceBetween: "space-between" };

const BOX = {
  width: length("width"),
  height: length("height"),
  minHeight: length("min-height"),
  maxWidth: length("max-width"),
  paddingLeft: length("padding-left"),
  paddingRight: length("padding-right"),
  paddingTop: length("padding-top"),
  paddingBottom: length("padding-bottom"),
  spacing: length("margin-top"),
};
const COMPONENTS = {
  Container: {
    ...BOX,
    direction: flex("flex-direction"),
    wrap: flex("flex-wrap"),
    justifyContent: flex("justify-content"),
  },
  Frame: {
    ...BOX,
    backgroundColor: plain("background-color"),
    borderColor: plain("border-color"),
    borderWidth: length("border-width"),
    borderRadius: length("border-radius"),
  },
  ScrollView: BOX,
  Text: {
    ...BOX,
    color: plain("color"),
    fontSize: length("font-size"),
    fontWeight: plain("font-weight"),
    lineHeight: plain("line-height"),
    textAlign: plain("text-align"),
    text: (element, value) => element.replaceChildren(...marked(value)),
  },
  TouchWrapper: BOX,
};
/** Properties that say what is inside, or what happens; they are read where that is made. */
const STRUCTURE = {
  Container: ["items", "item", "data"],
  Frame: ["item"],
  ScrollView: ["item"],
  TouchWrapper: ["item", "onPress"],
};
/** What the language takes for granted and a browser doesn't. */
const ALWAYS = { boxSizing: "border-box", flexShrink: "0", margin: "0", minWidth: "0" };
const BASE = {
  Container: { display: "flex", flexDirection: "column" },
  Frame: { display: "block", borderStyle: "solid", borderWidth: "0", overflow: "hidden" },
  ScrollView: { overflowX: "hidden", overflowY: "auto" },
  Text: { display: "block", fontWeight: "400", lineHeight: "1.25", overflowWrap: "break-word" },
  TouchWrapper: { background: "none", border: "0", cursor: "pointer", font: "inherit", outline: "none", padding: "0" },
};
const TAGS = { Text: "p", TouchWrapper: "button" };

function check(what, given, known) {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw new AplError(`${what}: "${name}" isn't known to device/page/apl.js`);
  }
}

/* Building. A scope holds what names stand for; page is what all of it shares. */

function children(parent, scope, page) {
  const templates = [parent.items ?? parent.item ?? []].flat();
  const scopes = parent.data ? evaluated(parent.data, scope).map((data) => ({ ...scope, data })) : [scope];
  return scopes.flatMap((inner) => templates.filter(holdsIn(inner)).map((template) => made(template, inner, page)));
}

function holdsIn(scope) {
  return (template) => !("when" in template) || Boolean(evaluated(template.when, scope));
}

function made(template, scope, page) {
  const layout = page.layouts[template.type];
  if (!layout) return component(template, scope, page);
  check(template.type, template, ["type", "when", ...layout.parameters]);
  const given = layout.parameters.map((name) => [name, evaluated(template[name], scope)]);
  return made(layout.item, { ...scope, ...Object.fromEntries(given) }, page);
}

function component(template, scope, page) {
  const { type } = template;
  const known = COMPONENTS[type];
  if (!known) throw new AplError(`component "${type}" isn't known to device/page/apl.js`);
  check(type, template, [...EVERY, ...Object.keys(known), ...(STRUCTURE[type] ?? [])]);
  const element = document.createElement(tag(template, scope));
  Object.assign(element.style, ALWAYS, BASE[type]);
  put(template, element, known, scope, page);
  if (type === "ScrollView") reachable(element);
  const inner = type === "TouchWrapper" ? { ...scope, follow: touchable(element, template, scope, page) } : scope;
  element.append(...children(template, inner, page));
  if (template.style) styled(element, template, known, scope, page);
  if (template.accessibilityLabel) element.setAttribute("aria-label", evaluated(template.accessibilityLabel, scope));
  return element;
}

function tag({ type, role }, scope) {
  if (role && !ROLES.includes(role)) throw new AplError(`role "${role}" isn't known to device/page/apl.js`);
  if (role === "header") return "h2";
  // Only words may stand in a button.
  return scope.follow ? "span" : (TAGS[type] ?? "div");
}

function put(values, element, known, scope, page) {
  for (const [name, value] of Object.entries(values)) known[name]?.(element, evaluated(value, scope), page);
}

/** What has to be scrolled can be by keyboard, too. */
function reachable(element) {
  new ResizeObserver(() => {
    element.tabIndex = element.scrollHeight > element.clientHeight ? 0 : -1;
  }).observe(element);
}

/** Tells of each touch. Returns how to follow whether it has the focus, or is pressed. */
function touchable(element, template, scope, page) {
  const state = { focused: false, pressed: false };
  const followers = [];
  const becomes = (change) => () => {
    Object.assign(state, change);
    followers.forEach((draw) => draw(state));
  };
  element.type = "button";
  element.addEventListener("focus", becomes({ focused: true }));
  element.addEventListener("blur", becomes({ focused: false, pressed: false }));
  element.addEventListener("pointerdown", becomes({ pressed: true }));
  element.addEventListener("pointerup", becomes({ pressed: false }));
  element.addEventListener("pointerleave", becomes({ pressed: false }));
  element.addEventListener("click", () => template.onPress.forEach((command) => obey(command, template, scope, page)));
  return (draw) => {
    followers.push(draw);
    draw(state);
  };
}

function obey(command, { id }, scope, page) {
  if (command.type !== "SendEvent") throw new AplError(`command "${command.type}" isn't known to device/page/apl.js`);
  check("SendEvent", command, ["type", "arguments"]);
  page.onUserEvent(command.arguments.map((argument) => evaluated(argument, scope)), evaluated(id, scope));
}

function styled(element, { style, inheritParentState }, known, scope, page) {
  const { values } = page.styles[style];
  values.forEach((value) => check(`style ${style}`, value, ["when", ...Object.keys(known)]));
  const draw = (state) => {
    const inState = { ...scope, state };
    values.filter(holdsIn(inState)).forEach((value) => put(value, element, known, inState, page));
  };
  if (inheritParentState) scope.follow(draw);
  else draw({});
}

function pixels(value, viewport) {
  if (typeof value === "number") return `${value}px`;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(vw|vh|%)$/.exec(value) ?? [];
  if (unit === "%") return value;
  if (unit) return `${(amount * (unit === "vw" ? viewport.width : viewport.height)) / 100}px`;
  throw new AplError(`"${value}" is no length that is known to device/page/apl.js`);
}

/** Text is markup, of which <nobr> is known, and what stands for & and < and >. */
function marked(text) {
  return text.split(/<nobr>(.*?)<\/nobr>/).map((piece, index) => {
    if (index % 2 === 0) return unescaped(piece);
    const unbroken = document.createElement("span");
    unbroken.style.whiteSpace = "nowrap";
    unbroken.append(unescaped(piece));
    return unbroken;
  });
}

function unescaped(text) {
  if (/<|&(?!(amp|lt|gt);)/.test(text)) throw new AplError(`device/page/apl.js doesn't know the markup in: ${text}`);
  return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
}

/* Values: resources by @name, and expressions in ${...}. */

function resources(blocks, scope) {
  blocks.forEach((block) => check("resources", block, RESOURCES));
  const fitting = blocks.filter(holdsIn(scope)).flatMap((block) => [block.colors, block.dimensions, block.strings]);
  const named = fitting.flatMap((kind) => Object.entries(kind ?? {}));
  return Object.fromEntries(named.map(([name, value]) => [`@${name}`, value]));
}

function evaluated(value, scope) {
  if (typeof value !== "string") return value;
  if (value.startsWith("@")) return term(value, scope);
  const whole = /^\$\{([^}]*)\}$/.exec(value);
  return whole ? expression(whole[1], scope) : value.replace(/\$\{([^}]*)\}/g, (_, inner) => expression(inner, scope));
}

const COMPARED = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
};

/** A term, or two compared. */
function expression(text, scope) {
  const found = /^(\S+?)(?: (==|!=|>=|<) (\S+))?$/.exec(text);
  if (!found) throw new AplError(`device/page/apl.js can't read the expression ${text}`);
  const [, left, operator, right] = found;
  return operator ? COMPARED[operator](term(left, scope), term(right, scope)) : term(left, scope);
}

/** 'text', a number, @resource or a name with what is in it: turn.title. */
function term(text, scope) {
  if (/^'[^']*'$/.test(text)) return text.slice(1, -1);
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^@?\w+(\.\w+)*$/.test(text)) throw new AplError(`device/page/apl.js can't read the expression ${text}`);
  const [first, ...path] = text.split(".");
  if (!(first in scope)) throw new AplError(`nothing is named ${first}`);
  return path.reduce((value, name) => value?.[name], scope[first]);
}
