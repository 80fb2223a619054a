// Tries the site of a running gateway in a real browser: node scripts/smoke.mjs http://127.0.0.1:8080
// The gateway needs at least two tracks. CHROMIUM names the browser where it isn't in one of the usual places.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const url = process.argv[2];
const usualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.CHROMIUM ?? usualPlaces.find((path) => existsSync(path));
if (url === undefined || executablePath === undefined) {
  console.error("usage: [CHROMIUM=/path/to/chromium] node scripts/smoke.mjs http://127.0.0.1:8080");
  process.exit(2);
}

// A container has neither the right to make sandboxes nor anyone to click before sound may play.
const args = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"];
const browser = await chromium.launch({ executablePath, args });
try {
  await steps(1280, {
    "lists trending tracks": listsTrending,
    "plays a track": plays,
    "is controlled by keys": keys,
    "goes to the next track": goesToNext,
    "searches while typing": searches,
    "shows every service's health": showsHealth,
  });
  await steps(390, { "lists trending tracks": listsTrending, "fits the width of a phone": fits });
} finally {
  await browser.close();
}

async function steps(width, named) {
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  page.setDefaultTimeout(15_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  for (const [name, step] of Object.entries(named)) {
    await step(page);
    assert.deepEqual(faults, [], `${name}: the page threw`);
    console.log(`ok  ${width} px  ${name}`);
  }
  await page.close();
}

async function listsTrending(page) {
  await page.goto(`${url}/#/?range=allTime`);
  await page.locator(".row").nth(1).waitFor();
  assert.equal(await page.locator("h1").textContent(), "Trending");
}

async function plays(page) {
  await page.locator(".row").first().click();
  await page.locator(".row.playing").waitFor();
  await elapsedAtLeast(page, 1);
}

async function keys(page) {
  await page.locator("h1").click();
  await page.keyboard.press("Space");
  await page.locator(".row.paused").waitFor();
  const before = await position(page);
  await page.getByLabel("Position").focus();
  await page.keyboard.press("ArrowRight");
  assert.ok((await position(page)) > before, "the right arrow seeks forward");
}

async function goesToNext(page) {
  const title = await page.locator(".row .row-title").nth(1).textContent();
  await page.getByLabel("Next track").click();
  await page.locator(".player-text strong", { hasText: title }).waitFor();
  await page.locator(".row.playing").waitFor();
}

async function searches(page) {
  const title = await page.locator(".row .row-title").first().textContent();
  await page.keyboard.press("/");
  await page.keyboard.type(title, { delay: 40 });
  await page.locator(".tracks:not(.stale) .row-title", { hasText: title }).first().waitFor();
  assert.ok(page.url().includes("q="), "the search can be shared");
}

async function showsHealth(page) {
  await page.getByRole("link", { name: "Health" }).click();
  await page.locator(".service").first().waitFor();
  const names = await page.locator(".service h2").allTextContents();
  assert.ok(names.length >= 4, `services: ${names.join(", ")} (expected: discovery, content, identity, gateway)`);
}

async function fits(page) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  assert.ok(scrollWidth <= clientWidth, `width: ${scrollWidth} (expected: up to ${clientWidth})`);
}

function position(page) {
  return page.getByLabel("Position").evaluate((slider) => Number(slider.value));
}

function elapsedAtLeast(page, seconds) {
  return page.waitForFunction((least) => Number(document.querySelector(".player-seek input").value) >= least, seconds);
}
