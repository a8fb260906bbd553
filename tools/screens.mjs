// Draws screens in a real browser with device/page/apl.js, and tells what it found of each. See tools/screens.py.
//
// Standard input: {chromium, modules, renderer, scenes: [{name, directive, viewport, file}]}. Standard output: a list
// of what tools/screens.py calls Drawn, one for each scene.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium: executablePath, modules, renderer, scenes } = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(`${modules}/`);
const { chromium } = require("playwright-core");

// The same on every machine: how much room words take decides what fits.
const FONT = require.resolve("@fontsource-variable/open-sans/files/open-sans-latin-wght-normal.woff2");
const STYLE = `@font-face { font-family: Font; font-weight: 300 800; src: url(/font.woff2) }
  body { margin: 0; background: #000; font-family: Font }`;

const PLACE = "http://screen.test";
const FILES = {
  "/": [
    "text/html",
    '<!doctype html><html lang="en"><title>Screen</title><link rel="stylesheet" href="/page.css">' +
      '<main id="screen"></main>',
  ],
  "/page.css": ["text/css", STYLE],
  "/font.woff2": ["font/woff2", readFileSync(FONT)],
  "/apl.js": ["text/javascript", readFileSync(renderer, "utf8")],
};
// As strict as a page can be: whatever the renderer does must work under it.
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'";

async function open(browser) {
  const page = await browser.newPage();
  await page.route(`${PLACE}/**`, (route) => {
    const [contentType, body] = FILES[new URL(route.request().url()).pathname] ?? ["text/plain", ""];
    return route.fulfill({ contentType, body, headers: { "content-security-policy": POLICY } });
  });
  await page.goto(`${PLACE}/`);
  await page.evaluate(() => Promise.all([...document.fonts].map((font) => font.load())));
  // Put there by the debugger, whom the policy doesn't bind.
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  return page;
}

async function drawn(page, { name, directive, viewport, file }) {
  await page.setViewportSize({ width: viewport.width, height: viewport.height });
  const error = await page.evaluate(draw, { directive, viewport });
  if (error) return { name, error };
  if (file) await page.screenshot({ path: file });
  const looks = await page.evaluate(look);
  const axe = await page.evaluate(() => axe.run("#screen", { resultTypes: ["violations"] }));
  const sent = await touched(page);
  return { name, error: "", ...looks, sent, violations: axe.violations.map(({ id, help }) => `${id}: ${help}`) };
}

async function draw({ directive, viewport }) {
  const { render } = await import("/apl.js");
  window.sent = [];
  try {
    const onUserEvent = (...event) => window.sent.push(event);
    render(directive, document.querySelector("#screen"), { viewport, onUserEvent });
    return "";
  } catch (error) {
    return String(error);
  }
}

function look() {
  const screen = document.querySelector("#screen");
  const texts = [...screen.querySelectorAll("h2, p, button")];
  const lines = texts.flatMap((text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()];
  });
  const round = screen.firstElementChild.style.borderRadius === "50%";
  const fromMiddle = (x, y) => Math.hypot(x - innerWidth / 2, y - innerHeight / 2);
  const beyond = ({ left, right, top, bottom }) =>
    round
      ? [left, right].some((x) => [top, bottom].some((y) => fromMiddle(x, y) > innerWidth / 2))
      : top < 0 || bottom > innerHeight;
  const scrolls = [...screen.querySelectorAll("div")].some((box) => box.scrollHeight > box.clientHeight);
  return {
    texts: texts.map((text) => text.textContent),
    headings: [...screen.querySelectorAll("h2")].map((heading) => heading.textContent),
    hints: [...screen.querySelectorAll("button")].map((button) => button.getAttribute("aria-label")),
    wide: lines.some(({ left, right }) => left < 0 || right > innerWidth),
    scrolls,
    outside: !scrolls && lines.some(beyond),
  };
}

/** Every hint is pressed by touch and by keyboard. */
async function touched(page) {
  for (const button of await page.locator("#screen button").all()) {
    await button.click();
    await button.press("Enter");
  }
  return page.evaluate(() => window.sent);
}

const browser = await chromium.launch({
  executablePath,
  // Root may not have a sandbox; the rest keeps it off the network.
  args: [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
});
try {
  const page = await open(browser);
  const found = [];
  for (const scene of scenes) found.push(await drawn(page, scene));
  process.stdout.write(JSON.stringify(found));
} finally {
  await browser.close();
}
