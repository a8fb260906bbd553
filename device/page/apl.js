/* Draws the skill's screens in a browser: the same document that a device would get, as accessible HTML.
 *
 * It knows as much of Alexa's Presentation Language as lambda/screen.json uses. Anything else is an AplError, so that
 * the document can't quietly outgrow what people see here. No dependency, no build, no inline style or script: it runs
 * under a strict Content-Security-Policy.
 */

/** The document holds what this renderer doesn't know. The message names it. */
export class AplError extends Error {
  name = "AplError";
}

/** Draws a RenderDocument directive into container, in place of what was there.
 *
 * onUserEvent(arguments, sourceId) is told of each tap, or Enter, on something that can be touched.
 * viewport: {width, height} in pixels, shape "RECTANGLE" or "ROUND", theme, mode.
 */
export function render(directive, container, { onUserEvent, viewport }) {
  const { document: apl, datasources } = directive;
  check("document", apl, DOCUMENT);
  const seen = { ...viewport, shape: viewport.shape.toLowerCase(), mode: viewport.mode?.toLowerCase() };
  const scope = { viewport: seen, ...resources(apl.resources, { viewport: seen }) };
  const page = { viewport, layouts: apl.layouts ?? {}, styles: apl.styles ?? {}, onUserEvent };
  const { parameters, items } = apl.mainTemplate;
  if (parameters.join() !== "payload") throw new AplError(`mainTemplate takes ${parameters}; write ["payload"]`);
  const [drawn] = children({ item: items.find(holdsIn({ ...scope, payload: datasources })) }, { ...scope, payload: datasources }, page);
  drawn.style.borderRadius = seen.shape === "round" ? "50%" : "0";
  container.replaceChildren(drawn);
  container.querySelectorAll("[data-scrolls]").forEach(reachable);
}

/* What is known: the properties of each thing, those of components with how they are drawn. */

const DOCUMENT = ["type", "version", "theme", "settings", "resources", "styles", "layouts", "mainTemplate"];
const RESOURCES = ["description", "when", "colors", "dimensions", "strings"];
const EVERY = ["type", "id", "when", "role", "accessibilityLabel", "style", "inheritParentState"];

const length = (name) => (element, value, page) => element.style.setProperty(name, pixels(value, page.viewport));
const plain = (name) => (element, value) => element.style.setProperty(name, String(value));
const flex = (name) => (element, value) => element.style.setProperty(name, FLEX[value] ?? value);
const FLEX = { start: "flex-start", end: "flex-end", spaceBetween: "space-between" };

const BOX = {
  width: length("width"),
  height: length("height"),
  minHeight: length("min-height"),
  paddingLeft: length("padding-left"),
  paddingRight: length("padding-right"),
  paddingTop: length("padding-top"),
  paddingBottom: length("padding-bottom"),
  spacing: length("margin-top"),
};
const FRAME = {
  ...BOX,
  backgroundColor: plain("background-color"),
  borderColor: plain("border-color"),
  borderWidth: length("border-width"),
  borderRadius: length("border-radius"),
};
const COMPONENTS = {
  Container: {
    ...BOX,
    direction: flex("flex-direction"),
    wrap: flex("flex-wrap"),
    justifyContent: flex("justify-content"),
  },
  Frame: FRAME,
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
const STRUCTURE = { Container: ["items", "item", "data"], Frame: ["item"], ScrollView: ["item"], TouchWrapper: ["item", "onPress"] };
const TAGS = { Text: "p", TouchWrapper: "button" };

function check(what, given, known) {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw new AplError(`${what}: "${name}" isn't known to device/page/apl.js`);
  }
}

/* Building. */

function children(parent, scope, page) {
  const templates = [parent.items ?? parent.item ?? []].flat();
  const scopes = parent.data ? evaluated(parent.data, scope).map((data) => ({ ...scope, data })) : [scope];
  return scopes.flatMap((inner) => templates.filter(holdsIn(inner)).map((template) => made(template, inner, page)));
}

const holdsIn = (scope) => (template) => !("when" in template) || Boolean(evaluated(template.when, scope));

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
  const element = document.createElement(tag(type, template, scope));
  base(element, type);
  const values = Object.keys(template).filter((name) => known[name]);
  for (const name of values) known[name](element, evaluated(template[name], scope), page);
  element.append(...children(template, { ...scope, within: type === "TouchWrapper" ? "button" : scope.within }, page));
  if (template.style) styled(element, page.styles[template.style], known, scope, page);
  if (template.accessibilityLabel) element.setAttribute("aria-label", evaluated(template.accessibilityLabel, scope));
  if (type === "TouchWrapper") touchable(element, template, scope, page);
  return element;
}

function tag(type, template, scope) {
  if (template.role === "header") return "h2";
  if (scope.within === "button") return "span";
  return TAGS[type] ?? "div";
}

/** What the language takes for granted and a browser doesn't. */
function base(element, type) {
  const style = { boxSizing: "border-box", margin: "0", minWidth: "0" };
  if (type === "Container") Object.assign(style, { display: "flex", flexDirection: "column" });
  if (type === "Frame") Object.assign(style, { display: "block", borderStyle: "solid", borderWidth: "0", overflow: "hidden" });
  if (type === "ScrollView") Object.assign(style, { overflowX: "hidden", overflowY: "auto" });
  if (type === "Text") Object.assign(style, { display: "block", fontWeight: "400", lineHeight: "1.25", overflowWrap: "break-word" });
  if (type === "TouchWrapper") {
    Object.assign(style, { display: "block", border: "0", padding: "0", background: "none", font: "inherit", cursor: "pointer", maxWidth: "100%" });
    element.type = "button";
  }
  if (type === "ScrollView") element.dataset.scrolls = "";
  Object.assign(element.style, style);
}

/** What scrolls can be scrolled by the keyboard too. */
function reachable(element) {
  if (element.scrollHeight > element.clientHeight) element.tabIndex = 0;
}

function touchable(element, template, scope, page) {
  element.addEventListener("click", () => {
    for (const command of template.onPress) {
      if (command.type !== "SendEvent") throw new AplError(`command "${command.type}" isn't known to device/page/apl.js`);
      check("SendEvent", command, ["type", "arguments"]);
      page.onUserEvent(command.arguments.map((argument) => evaluated(argument, scope)), evaluated(template.id ?? "", scope));
    }
  });
}

/** A style is drawn anew as the state of what can be touched changes. */
function styled(element, style, known, scope, page) {
  const draw = (state) => {
    for (const { when, ...values } of style.values) {
      if (when && !evaluated(when, { ...scope, state })) continue;
      check("style", values, Object.keys(known));
      for (const [name, value] of Object.entries(values)) known[name](element, evaluated(value, scope), page);
    }
  };
  const state = { focused: false, pressed: false };
  const becomes = (change) => () => draw(Object.assign(state, change));
  draw(state);
  queueMicrotask(() => {
    const button = element.closest("button");
    button?.addEventListener("focus", becomes({ focused: true }));
    button?.addEventListener("blur", becomes({ focused: false, pressed: false }));
    button?.addEventListener("pointerdown", becomes({ pressed: true }));
    for (const end of ["pointerup", "pointerleave"]) button?.addEventListener(end, becomes({ pressed: false }));
  });
}

function pixels(value, viewport) {
  if (typeof value === "number") return `${value}px`;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(vw|vh|%)$/.exec(value) ?? [];
  if (unit === "%") return value;
  if (unit) return `${(amount * (unit === "vw" ? viewport.width : viewport.height)) / 100}px`;
  throw new AplError(`"${value}" is no length that device/page/apl.js knows`);
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

/* Values: resources, and expressions in ${...}. */

function resources(blocks, scope) {
  const found = {};
  for (const block of blocks) {
    check("resources", block, RESOURCES);
    if (!holdsIn(scope)(block)) continue;
    for (const kind of ["colors", "dimensions", "strings"]) {
      for (const [name, value] of Object.entries(block[kind] ?? {})) found[`@${name}`] = value;
    }
  }
  return found;
}

function evaluated(value, scope) {
  if (typeof value !== "string") return value;
  if (value.startsWith("@")) return named(value, scope);
  const whole = /^\$\{([^}]*)\}$/.exec(value);
  return whole ? expression(whole[1], scope) : value.replace(/\$\{([^}]*)\}/g, (_, inner) => expression(inner, scope));
}

function named(name, scope) {
  if (!(name in scope)) throw new AplError(`nothing is named ${name}`);
  return scope[name];
}

const COMPARED = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
};

/** A value, or two compared. */
function expression(text, scope) {
  const found = /^\s*(\S+?)(?:\s*(==|!=|>=|<)\s*(\S+))?\s*$/.exec(text);
  if (!found) throw new AplError(`device/page/apl.js can't read the expression ${text}`);
  const [, left, operator, right] = found;
  return operator ? COMPARED[operator](term(left, scope), term(right, scope)) : term(left, scope);
}

function term(text, scope) {
  const quoted = /^'([^']*)'$/.exec(text);
  if (quoted) return quoted[1];
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^@?\w+(\.\w+)*$/.test(text)) throw new AplError(`device/page/apl.js can't read the expression ${text}`);
  const [first, ...path] = text.split(".");
  return path.reduce((value, name) => value?.[name], named(first, scope));
}
