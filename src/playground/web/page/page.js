// @ts-check
/** The page: draws the pictures that the server sends, and sends back what a person does. Knows nothing of Kubernetes. */

/**
 * @typedef {{ ts: string, html?: string, replies: number, shared: boolean }} Drawn
 * @typedef {{ id: string, title: string, task: string, hint: string, as: string, progress: string }} Drill
 * @typedef {{ channels: { id: string, label: string, last: string }[], messages: Drawn[], thread: Drawn[], modal: string, drills: Drill[] }} Picture
 */

/** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement} */
const find = (selector, within = document) => {
  const found = within.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`${selector} is missing`);
  return found;
};

const place = new URLSearchParams(location.hash.slice(1));
const HOME = { as: "alice", channel: "C0SHOP" };
const looking = {
  as: place.get("as") ?? HOME.as,
  channel: place.get("channel") ?? HOME.channel,
  /** @type {string | undefined} */
  thread: undefined,
};
/** Channel → the newest message that was seen there. @type {Map<string, string>} */
const seen = new Map();
const asMenu = /** @type {HTMLSelectElement} */ (find("#as"));
const messages = find("#messages");
const threadPane = find("#thread");
const thread = find("#thread ol");
const dialog = /** @type {HTMLDialogElement} */ (find("#modal"));

/** What a person does. @param {string} path @param {object} body */
async function post(path, body = {}) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ as: looking.as, ...body }),
    });
    const done = await response.json();
    if (done.notice) notify(done.notice);
    return done;
  } catch {
    notify("The playground does not answer. Is it still running?");
    return {};
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let quiet;
/** @param {string} words */
function notify(words) {
  const inForm = dialog.open ? dialog.querySelector(".notice") : null;
  const notice = inForm instanceof HTMLElement ? inForm : find("#notice");
  notice.textContent = words;
  notice.hidden = false;
  clearTimeout(quiet);
  quiet = setTimeout(() => (notice.hidden = !inForm), 6000);
}

/** @type {EventSource | undefined} */
let pictures;
/** Looks at another place. */
function look() {
  pictures?.close();
  const query = new URLSearchParams({ as: looking.as, channel: looking.channel });
  history.replaceState(null, "", `#${query}`);
  if (looking.thread) query.set("thread", looking.thread);
  messages.replaceChildren();
  thread.replaceChildren();
  threadPane.hidden = !looking.thread;
  asMenu.value = looking.as;
  pictures = new EventSource(`/pictures?${query}`);
  pictures.addEventListener("message", ({ data }) => draw(JSON.parse(data)));
  // The browser tries again by itself; the first picture after that is whole.
  pictures.addEventListener("error", () => {
    find("#offline").hidden = false;
    // Refused, and not cut off: the address names somebody or some place that is not here.
    if (pictures?.readyState !== EventSource.CLOSED || (looking.as === HOME.as && looking.channel === HOME.channel)) return;
    Object.assign(looking, HOME, { thread: undefined });
    look();
  });
  pictures.addEventListener("open", () => (find("#offline").hidden = true));
}

/** @param {Picture} picture */
function draw({ channels, messages: here, thread: inThread, modal, drills }) {
  drawChannels(channels);
  drawMessages(messages, here);
  drawMessages(thread, inThread, true);
  drawModal(modal);
  drawDrills(drills);
  document.body.dataset["ready"] = "";
}

/** @param {Picture["channels"]} channels */
function drawChannels(channels) {
  // Somebody else has direct messages of their own.
  if (!channels.some(({ id }) => id === looking.channel)) {
    looking.channel = channels[0]?.id ?? "";
    return look();
  }
  const list = find("#channels");
  const text = JSON.stringify([channels, looking.channel]);
  if (list.dataset["drawn"] === text) return; // redrawn while somebody tabs through it, it would lose the focus
  list.dataset["drawn"] = text;
  list.replaceChildren(
    ...channels.map(({ id, label, last }) => {
      const here = id === looking.channel;
      if (here) seen.set(id, last);
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.dataset["channel"] = id;
      if (here) button.setAttribute("aria-current", "page");
      button.classList.toggle("unread", !here && last > (seen.get(id) ?? ""));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }),
  );
  const name = channels.find(({ id }) => id === looking.channel)?.label ?? "";
  find("#composer textarea").setAttribute("placeholder", `Message ${name}, or /k8s help`);
}

/** @param {HTMLElement} list @param {Drawn[]} drawn */
function drawMessages(list, drawn, inThread = false) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  /** @type {Map<string | undefined, HTMLElement>} */
  const present = new Map([...list.children].map((item) => [/** @type {HTMLElement} */ (item).dataset["ts"], /** @type {HTMLElement} */ (item)]));
  let before = null;
  for (const { ts, html, replies, shared } of drawn) {
    let item = present.get(ts);
    present.delete(ts);
    if (!item) {
      item = document.createElement("li");
      item.className = "message";
      item.dataset["ts"] = ts;
      if (before) before.after(item);
      else list.prepend(item);
    }
    if (html !== undefined) {
      item.innerHTML = html;
      paint(item);
      if (shared && !inThread) item.append(footer());
    }
    const link = item.querySelector("[data-thread]");
    if (link) link.textContent = replies === 0 ? "Reply in thread" : replies === 1 ? "1 reply" : `${replies} replies`;
    before = item;
  }
  for (const gone of present.values()) gone.remove();
  if (atEnd) list.scrollTop = list.scrollHeight;
}

const dark = matchMedia("(prefers-color-scheme: dark)");
/** The renderer's sheet takes dark from an attribute. @param {ParentNode} within */
function paint(within) {
  for (const block of within.querySelectorAll("[data-theme]")) block.setAttribute("data-theme", dark.matches ? "dark" : "light");
}
dark.addEventListener("change", () => paint(document));

function footer() {
  const element = document.createElement("footer");
  element.append(/** @type {HTMLTemplateElement} */ (find("#actions")).content.cloneNode(true));
  return element;
}

let shownModal = "";
/** @param {string} modal */
function drawModal(modal) {
  if (modal === shownModal) return;
  shownModal = modal;
  const filled = filledIn();
  dialog.innerHTML = modal;
  fillIn(filled);
  paint(dialog);
  if (modal === "") dialog.close();
  else {
    if (!dialog.open) dialog.showModal();
    for (const menu of dialog.querySelectorAll("[list]")) void suggest(/** @type {HTMLInputElement} */ (menu));
  }
}

/** Whether it is the same field of the same form as before: so Slack decides what a person has typed already. @param {HTMLElement} field */
const sameness = (field) =>
  JSON.stringify([
    find("[data-view]", dialog).dataset["view"],
    /** @type {HTMLElement | null} */ (field.closest("[data-block]"))?.dataset["block"],
    field.dataset["action"],
  ]);

/** What stands in the form, and where the cursor is. */
function filledIn() {
  /** @type {Map<string, { value: string, ticked: string[], isHere: boolean }>} */
  const filled = new Map();
  for (const field of fields()) {
    const value = "value" in field ? String(field.value) : "";
    filled.set(sameness(field), { value, ticked: ticked(field), isHere: field.contains(document.activeElement) });
  }
  return filled;
}

/** @param {ReturnType<typeof filledIn>} filled */
function fillIn(filled) {
  for (const field of fields()) {
    const before = filled.get(sameness(field));
    if (!before) continue;
    for (const box of boxes(field)) box.checked = before.ticked.includes(box.value);
    const isOffered = !(field instanceof HTMLSelectElement) || [...field.options].some(({ value }) => value === before.value);
    if ("value" in field && isOffered) field.value = before.value;
    if (before.isHere) (boxes(field)[0] ?? field).focus();
  }
}

const fields = () => /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll("[data-which]")]);
/** @param {HTMLElement} field */
const boxes = (field) => /** @type {HTMLInputElement[]} */ ([...field.querySelectorAll("input[type=checkbox]")]);
/** @param {HTMLElement} field */
const ticked = (field) => boxes(field).filter(({ checked }) => checked).map(({ value }) => value);

/** @param {Drill[]} drills */
function drawDrills(drills) {
  const list = find("#drills ul");
  const text = JSON.stringify(drills);
  if (list.dataset["drawn"] === text) return;
  list.dataset["drawn"] = text;
  list.replaceChildren(
    ...drills.map(({ id, title, task, hint, as, progress }) => {
      const item = document.createElement("li");
      item.dataset["drill"] = id;
      item.dataset["progress"] = progress;
      const name = document.createElement("b");
      name.textContent = title;
      item.append(name);
      if (progress === "running") item.append(paragraph(`${task} You are ${as}.`), paragraph("Try: ", hint));
      if (progress === "done") item.append(paragraph("Done."));
      const start = document.createElement("button");
      start.type = "button";
      start.dataset["start"] = id;
      start.dataset["part"] = as;
      start.textContent = progress === "ready" ? "Start" : "Start again";
      item.append(start);
      return item;
    }),
  );
}

/** @param {string} words @param {string} [code] */
function paragraph(words, code) {
  const element = document.createElement("p");
  element.textContent = words;
  if (code) element.append(Object.assign(document.createElement("code"), { textContent: code }));
  return element;
}

/** What something on the screen belongs to. @param {Element} element */
function owner(element) {
  const view = element.closest("[data-view]");
  if (view instanceof HTMLElement) return { view: view.dataset["view"] };
  const message = element.closest("[data-ts]");
  return { channel: looking.channel, ts: message instanceof HTMLElement ? message.dataset["ts"] : undefined };
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  const { channel, start, part, shortcut } = button.dataset;
  if (channel) {
    Object.assign(looking, { channel, thread: undefined });
    look();
  } else if (start) {
    if (part && part !== looking.as) {
      Object.assign(looking, { as: part, channel: "C0SHOP", thread: undefined });
      look();
    }
    void post(`/drills/${start}`);
  } else if ("thread" in button.dataset) {
    looking.thread = owner(button).ts;
    look();
    find("#thread textarea").focus();
  } else if ("leave" in button.dataset) {
    looking.thread = undefined;
    look();
    find("#composer textarea").focus();
  } else if (shortcut) void post("/act", { do: "shortcut", callback: shortcut, ...owner(button) });
  else if ("close" in button.dataset) void closeForm();
  else if (button.closest(".body")) void press(button);
});

/** The renderer gives a button its action id as its id. @param {HTMLButtonElement} button */
async function press(button) {
  button.setAttribute("aria-busy", "true");
  await post("/act", { do: "press", which: button.id, ...owner(button) });
  button.removeAttribute("aria-busy");
}

document.addEventListener("change", (event) => {
  const field = event.target instanceof Element ? event.target.closest("[data-speaks]") : null;
  if (field instanceof HTMLSelectElement && field.value !== "")
    void post("/act", { do: "choose", which: field.dataset["which"], value: field.value, ...owner(field) });
});

/** Only the newest answer counts. @type {WeakMap<HTMLInputElement, string>} */
const asked = new WeakMap();
/** @param {HTMLInputElement} menu */
async function suggest(menu) {
  const typed = menu.value;
  asked.set(menu, typed);
  const { options = [] } = await post("/act", { do: "suggest", which: menu.dataset["which"], typed, ...owner(menu) });
  if (asked.get(menu) !== typed) return;
  const list = menu.list;
  list?.replaceChildren(
    .../** @type {{ text: string, value: string }[]} */ (options).map(({ text, value }) => Object.assign(document.createElement("option"), { value, label: text })),
  );
}
document.addEventListener("input", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.list) void suggest(event.target);
  if (event.target instanceof HTMLTextAreaElement && event.target.closest("#composer"))
    find(".usage").hidden = !/^\/\S*/.test(event.target.value);
});

/** @param {HTMLElement} field */
function valueOf(field) {
  if (field.classList.contains("boxes")) return ticked(field);
  const value = /** @type {HTMLInputElement} */ (field).value.trim();
  return value === "" ? null : value;
}

async function closeForm() {
  const view = find("[data-view]", dialog).dataset["view"];
  await post("/act", { do: "close", view });
}
dialog.addEventListener("cancel", (event) => {
  event.preventDefault(); // Escape: the server closes it, and the bot is told where it asked to be
  void closeForm();
});

dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  void submit();
});

async function submit() {
  const values = Object.fromEntries(fields().filter((field) => !("speaks" in field.dataset)).map((field) => [field.dataset["which"], valueOf(field)]));
  for (const error of dialog.querySelectorAll(".error")) error.textContent = "";
  const { errors = {} } = await post("/act", { do: "submit", view: find("[data-view]", dialog).dataset["view"], values });
  for (const [block, words] of Object.entries(errors)) {
    const error = dialog.querySelector(`[data-block="${CSS.escape(block)}"] .error`);
    if (error) error.textContent = String(words);
  }
}

/** Lines that were sent, for the arrow keys. @type {string[]} */
const sent = [];
let recalled = 0;
for (const composer of document.querySelectorAll(".composer")) {
  const input = /** @type {HTMLTextAreaElement} */ (find("textarea", composer));
  const send = () => {
    const text = input.value.trim();
    if (text === "") return;
    sent.push(text);
    recalled = sent.length;
    input.value = "";
    find(".usage").hidden = true;
    messages.scrollTop = messages.scrollHeight;
    const inThread = composer.closest("#thread") ? { thread: looking.thread } : {};
    void post("/act", { do: "type", channel: looking.channel, text, ...inThread });
  };
  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (
      (event.key === "ArrowUp" || event.key === "ArrowDown") &&
      (input.value === "" || sent.includes(input.value)) // a line that is being typed stays
    ) {
      recalled = Math.min(sent.length, Math.max(0, recalled + (event.key === "ArrowUp" ? -1 : 1)));
      input.value = sent[recalled] ?? "";
      event.preventDefault();
    }
  });
}

asMenu.addEventListener("change", () => {
  Object.assign(looking, { as: asMenu.value, thread: undefined });
  look();
});

find("#drills details").toggleAttribute("open", matchMedia("(min-width: 901px)").matches);
look();
find("#composer textarea").focus();
