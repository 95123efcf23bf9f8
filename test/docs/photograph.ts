/** `node test/docs/photograph.ts` takes docs/playground.png: the page on a desk and on a phone, side by side. Needs Chromium. */
import { fileURLToPath } from "node:url";
import { type BrowserContextOptions, chromium as launcher } from "playwright-core";
import { startPage } from "../../src/playground/web/index.ts";
import { startWorld } from "../../src/playground/world.ts";
import { chromium } from "../support/chromium.ts";

const PICTURE = fileURLToPath(new URL("../../docs/playground.png", import.meta.url));
const HEIGHT = 720;

const world = await startWorld();
const page = await startPage(world);
const browser = await launcher.launch({ executablePath: chromium ?? "", args: ["--no-sandbox"] });

/** @returns a data URL */
async function photograph(screen: BrowserContextOptions, lines: readonly string[]): Promise<string> {
  const tab = await browser.newPage(screen);
  await tab.goto(page.url);
  await tab.locator("body[data-ready]").waitFor();
  for (const line of lines) {
    const pressed = /^\[(.*)\]$/.exec(line)?.[1];
    if (pressed) await tab.locator(".body button", { hasText: pressed }).last().click();
    else {
      await tab.locator("#composer textarea").fill(line);
      await tab.locator("#composer textarea").press("Enter");
    }
    await tab.waitForTimeout(4000); // a rollout among them
  }
  await tab.locator("#messages .message").last().scrollIntoViewIfNeeded();
  await tab
    .locator("#messages .message")
    .last()
    .evaluate((message: { scrollIntoView(): void }) => message.scrollIntoView());
  const bytes = await tab.screenshot();
  await tab.close();
  return `data:image/png;base64,${bytes.toString("base64")}`;
}

const desk = await photograph({ viewport: { width: 1180, height: HEIGHT }, colorScheme: "light" }, [
  "/k8s get deploy",
  "/k8s scale web 5",
  "[Scale to 5]",
]);
const phone = await photograph({ viewport: { width: 390, height: HEIGHT }, colorScheme: "dark" }, [
  "/k8s describe orders -n broken",
]);
const frame = await browser.newPage({ viewport: { width: 1180 + 390 + 72, height: HEIGHT + 48 } });
const image = (source: string) => `<img src="${source}" style="border-radius:12px;box-shadow:0 2px 16px #0005">`;
await frame.setContent(
  `<body style="margin:24px;display:flex;gap:24px;background:#e8e8ec">${image(desk)}${image(phone)}</body>`,
);
await frame.screenshot({ path: PICTURE });
await browser.close();
await page.close();
await world.stop();
