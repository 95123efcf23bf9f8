/** The page in a real browser: typed into, pressed, and read, as a newcomer would. */
import { WebClient } from "@slack/web-api";
import { type Browser, chromium as launcher, type Page as Tab } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DRILLS } from "../../../src/playground/drills/index.ts";
import { type Page, startPage } from "../../../src/playground/web/index.ts";
import { startWorld, type World } from "../../../src/playground/world.ts";
import { chromium } from "../../support/chromium.ts";

if (!chromium)
  console.warn("There is no Chromium here, so nobody looks at the page. Install one, or name it with CHROMIUM=…");

interface Word {
  readonly text: string;
  readonly contrast: number;
}

/** Every text on the screen with the contrast it has (WCAG 2, relative luminance), a translucent ground counted through. */
const WORDS = `(() => {
  const rgba = (colour) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const ground = (element) => {
    if (!element) return [1, 1, 1, 1];
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  };
  const light = (parts) => {
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest("script, style, template, option")) continue;
    const below = ground(element);
    const [one, other] = [light(over(rgba(getComputedStyle(element).color), below)), light(below)].sort();
    words.push({ text: node.data.trim().slice(0, 40), contrast: (other + 0.05) / (one + 0.05) });
  }
  return words;
})()`;

const PATIENCE = { timeout: 12_000 };

describe.skipIf(!chromium)("in a browser", () => {
  let browser: Browser;
  let world: World;
  let page: Page;
  let tab: Tab;
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, world] = await Promise.all([
      launcher.launch({ executablePath: chromium ?? "", args: ["--no-sandbox"] }),
      startWorld(),
    ]);
    page = await startPage(world);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await page.close();
    await world.stop();
  });
  beforeEach(async () => {
    for (const view of world.slack.openViews("alice")) await world.slack.closeView("alice", view); // of a test that failed
    await open();
  });
  afterEach(async () => {
    await tab.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  const DESK = { width: 1280, height: 800 };
  async function open(viewport = DESK, colorScheme: "light" | "dark" = "light"): Promise<void> {
    tab = await browser.newPage({ viewport, colorScheme });
    tab.setDefaultTimeout(PATIENCE.timeout);
    tab.on("pageerror", (error) => complaints.push(error.message));
    tab.on("console", (said) => void (said.type() === "error" && complaints.push(said.text())));
    await tab.goto(page.url);
    await tab.locator("body[data-ready]").waitFor();
  }

  const type = async (line: string, composer = "#composer"): Promise<void> => {
    await tab.locator(`${composer} textarea`).fill(line);
    await tab.locator(`${composer} textarea`).press("Enter");
  };
  const form = () => tab.locator("dialog[open]");
  const press = (label: string) => tab.locator(".body button", { hasText: label }).last().click();
  const reads = (words: string | RegExp) => tab.locator("#messages .message", { hasText: words }).last().waitFor();

  describe("every drill can be done", () => {
    const begin = async (id: string): Promise<void> => {
      await tab.locator(`[data-start="${id}"]`).click();
      await tab.locator(`[data-drill="${id}"][data-progress="running"]`).waitFor();
    };
    /** What goes wrong takes a moment to show. */
    const asksUntil = async (line: string, words: string): Promise<void> => {
      const ask = async () => {
        await type(line);
        await tab.waitForTimeout(700);
        return tab.locator("#messages").innerText();
      };
      await expect.poll(ask, PATIENCE).toContain(words);
    };
    const isDone = (id: string) => tab.locator(`[data-drill="${id}"][data-progress="done"]`).waitFor();
    const ways: Readonly<Record<string, () => Promise<void>>> = {
      async "broken-release"() {
        await asksUntil("/k8s describe web", "2.5.O");
        await type("/k8s rollout undo web");
        await reads("Take deploy/web back");
        await press("Go back to");
      },
      async "crashing-checkout"() {
        await asksUntil("/k8s logs checkout previous", "FATAL");
        await type("/k8s rollout undo checkout");
        await reads("Take deploy/checkout back");
        await press("Go back to");
      },
      async sale() {
        await type("/k8s scale web 6");
        await press("Scale to 6");
        await reads("Rolled out: 6 of 6");
        await press("Undo");
        await press("Scale to 3");
      },
      async concept() {
        await type("/k8s explain how does a rolling update work");
      },
      async "concept-zh"() {
        await type("/k8s explain 什么是滚动更新");
      },
    };

    test.each(DRILLS.map(({ id }) => id))(
      "%s",
      async (id) => {
        await begin(id);
        await ways[id]?.();
        await isDone(id);
      },
      60_000,
    );
  });

  test("a bare command opens a form; its menus ask the bot, its mistakes are said below the field", async () => {
    await type("/k8s");
    await tab.locator("dialog select").selectOption("scale");
    await tab.locator('dialog [data-block="target"] option[value="deploy/web"]').waitFor({ state: "attached" });
    await tab.locator('dialog [data-which="target"]').fill("deploy/web");
    await form().getByRole("button", { name: "Run" }).click();
    await tab.locator('dialog [data-block="replicas"] .error', { hasText: /./ }).waitFor();
    await tab.locator('dialog [data-which="replicas"]').fill("4");
    await form().getByRole("button", { name: "Run" }).click();
    await reads("Scale deploy/web from 3 to 4?");
    await form().waitFor({ state: "detached" });
  });

  test("a box that is ticked counts", async () => {
    await type("/k8s");
    await tab.locator("dialog select").selectOption("get");
    await tab.locator('dialog [data-which="kind"]').fill("deployments");
    await form().getByLabel("Yes").check();
    await form().getByRole("button", { name: "Run" }).click();
    await reads("deployments in the whole cluster");
  });

  test("what stands in a form stays when the form changes", async () => {
    await type("/k8s");
    await tab.locator("dialog select").selectOption("get");
    await tab.locator('dialog [data-which="name"]').waitFor();
    await form().getByLabel("Yes").check();
    await tab.locator('dialog [data-which="name"]').fill("web");
    const { type: sort, id, title, blocks } = world.slack.openViews("alice").at(-1) ?? {};
    const words = { type: "section", text: { type: "plain_text", text: "More than before" } };
    const view = { type: sort, title, blocks: [words, ...(blocks ?? [])], submit: { type: "plain_text", text: "Run" } };
    await new WebClient(world.slack.botToken, { slackApiUrl: world.slack.apiUrl }).views.update({
      view_id: id ?? "",
      view: view as never,
    });
    await form().getByText("More than before").waitFor();
    expect(await tab.locator('dialog [data-which="name"]').inputValue()).toBe("web");
    expect(await form().getByLabel("Yes").isChecked()).toBe(true);
    expect(await tab.locator("*:focus").getAttribute("data-which")).toBe("name");
    await tab.keyboard.press("Escape");
  });

  test("by keyboard alone, from the line to the button and back out of a form", async () => {
    await tab.keyboard.type("/k8s rollout restart cart");
    await tab.locator(".usage", { hasText: "/k8s" }).waitFor();
    await tab.keyboard.press("ArrowUp"); // a line that is being typed stays
    await tab.keyboard.press("Enter");
    await reads("Restart deploy/cart");
    await tab.keyboard.press("ArrowUp");
    expect(await tab.locator("#composer textarea").inputValue()).toBe("/k8s rollout restart cart");
    for (let i = 0; i < 60; i++) {
      await tab.keyboard.press("Shift+Tab");
      if ((await tab.locator("*:focus").textContent()) === "Cancel") break;
    }
    await tab.keyboard.press("Enter");
    await reads(/Cancelled|Nothing was done|not done/i);
    await tab.locator("#composer textarea").focus();
    await tab.keyboard.press("ControlOrMeta+A"); // the line that was recalled
    await tab.keyboard.type("/k8s");
    await tab.keyboard.press("Enter");
    await form().waitFor();
    await tab.keyboard.press("Escape");
    await form().waitFor({ state: "detached" });
  });

  test("an address with somebody who is not here shows the first person's screen", async () => {
    await tab.goto("about:blank");
    await tab.goto(`${page.url}#as=bob&channel=C0NOWHERE`);
    await tab.locator("body[data-ready]").waitFor();
    expect(await tab.locator("#as").inputValue()).toBe("alice");
    complaints.splice(0); // the browser says that the first address was refused
  });

  test("who one acts as decides what Kubernetes allows", async () => {
    await tab.locator("#channels button", { hasText: "on-call" }).click();
    await type("/k8s scale orders 2 -n broken");
    await reads("Kubernetes does not let alice patch deployments/scale in broken");
    await tab.locator("#as").selectOption("petra");
    await type("/k8s scale orders 2 -n broken");
    await reads("Scale deploy/orders from 1 to 2?");
    await press("Cancel");
  });

  test("a thread is asked in by mention, and a message has the app's shortcut", async () => {
    await type("Is the shop all right?");
    const message = tab.locator("#messages .message", { hasText: "Is the shop all right?" }).last();
    await message.getByText("Reply in thread").click();
    await type("@kubemate get deploy -n shop", "#thread");
    await tab.locator("#thread .message", { hasText: "4 deployments in shop" }).waitFor();
    await tab.getByRole("button", { name: "Close thread" }).click();
    await message.getByText("2 replies").waitFor();
    await message.getByText("Ask kubemate about this").click();
    await form().waitFor();
    await form().getByRole("button", { name: "Cancel" }).click();
  });

  test("a chart is a picture in the message, with its finding in words, and its numbers on request", async () => {
    await type("/k8s metrics cart requests since 15m");
    const drawn = tab.locator("#messages figure.picture img").last();
    await drawn.waitFor();
    await expect.poll(() => drawn.evaluate((img: { naturalWidth: number }) => img.naturalWidth), PATIENCE).toBe(960);
    expect(await drawn.getAttribute("alt")).toMatch(/^Requests of deploy\/cart in the last 15m: /);
    await press("As CSV");
    await reads("time,1/s");
  });

  test.each(["light", "dark"] as const)("every word can be read in %s", async (scheme) => {
    await tab.close();
    await open(DESK, scheme);
    for (const line of ["get pods", "describe web", "scale web 5", "explain rolling update", "whoami", "no-such-thing"])
      await type(`/k8s ${line}`);
    await reads("no-such-thing");
    await type("/k8s");
    await tab.locator("dialog select").selectOption("logs");
    await tab.locator('dialog [data-which="target"]').waitFor();
    const words = await tab.evaluate<Word[]>(WORDS);
    expect(words.length).toBeGreaterThan(150);
    expect(words.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
    const paper = "getComputedStyle(document.body).backgroundColor";
    expect(await tab.evaluate(paper)).toBe(scheme === "dark" ? "rgb(26, 29, 33)" : "rgb(255, 255, 255)");
    await tab.keyboard.press("Escape");
  });

  test("ten thousand pods do not hold the page up", async () => {
    const { store } = world.cluster;
    store.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "crowd" } });
    // On a machine that is not there: nobody keeps them busy.
    const spec = { nodeName: "elsewhere", containers: [{ name: "app", image: "registry.test/app:1" }] };
    for (let i = 0; i < 10_000; i++)
      store.create({ apiVersion: "v1", kind: "Pod", metadata: { name: `pod-${i}`, namespace: "crowd" }, spec });
    await tab.locator("#as").selectOption("petra");
    await tab.locator("#channels button", { hasText: "kubemate" }).click();
    await type("/k8s get pods -n crowd");
    await reads("10000 pods in crowd");
    await tab.locator("#messages .message", { hasText: "10000 pods" }).getByText("1 reply").click();
    await tab.locator("#thread .file", { hasText: "more lines" }).waitFor();
    await type("/k8s get pods -A");
    await type("/k8s rollout status web -n shop");
    await reads("deploy/web");
    expect(await tab.locator("#messages *").count()).toBeLessThan(20_000);
  }, 60_000);

  test("it fits on a phone, and nothing has to be scrolled sideways but a table", async () => {
    await tab.close();
    await open({ width: 390, height: 844 });
    await type("/k8s get pods");
    await reads("pods in shop");
    await type("/k8s explain 什么是滚动更新");
    await reads("部署策略");
    for (const part of ["html", "#messages"])
      expect(
        await tab.locator(part).evaluate((element: { scrollWidth: number }) => element.scrollWidth),
      ).toBeLessThanOrEqual(390);
    expect(await tab.evaluate(`document.fonts.check('16px "Noto Sans SC"', "滚动更新")`)).toBe(true);
  });

  test("a page that was left open connects again", async () => {
    await tab.context().setOffline(true);
    await tab.evaluate(() => undefined);
    await tab.context().setOffline(false);
    const { port } = new URL(page.url);
    await page.close();
    await tab.locator("#offline").waitFor();
    page = await startPage(world, Number(port));
    await tab.locator("#offline").waitFor({ state: "hidden" });
    await type("/k8s whoami");
    await reads("You act as alice");
    complaints.splice(0); // the browser says that the connection was refused meanwhile
  });
});
