/** What a person does on the page, as the local Slack takes it. */
import { z } from "zod";
import type { LocalSlack, Message, View } from "../slack/index.ts";
import { asObjects, asText, isJson } from "../slack/json.ts";

const as = z.string();
const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
/** A message in a channel, or a form on the screen. */
const on = { channel: z.string().optional(), ts: z.string().optional(), view: z.string().optional() };

export const Act = z.discriminatedUnion("do", [
  z.object({ do: z.literal("type"), as, channel: z.string(), thread: z.string().optional(), text: z.string() }),
  z.object({ do: z.literal("press"), as, which: z.string(), ...on }),
  z.object({ do: z.literal("choose"), as, which: z.string(), value, ...on }),
  z.object({ do: z.literal("suggest"), as, which: z.string(), typed: z.string(), ...on }),
  z.object({ do: z.literal("submit"), as, view: z.string(), values: z.record(z.string(), value) }),
  z.object({ do: z.literal("close"), as, view: z.string() }),
  z.object({ do: z.literal("shortcut"), as, channel: z.string(), ts: z.string(), callback: z.string() }),
]);
export type Act = z.output<typeof Act>;

export interface Done {
  /** What Slack itself tells the person. */
  readonly notice?: string | undefined;
  /** Block id → sentence. */
  readonly errors?: Readonly<Record<string, string>> | undefined;
  readonly options?: readonly { readonly text: string; readonly value: string }[] | undefined;
}

/** @throws Error with a sentence, when there is no such thing on the screen any more */
export async function perform(slack: LocalSlack, act: Act): Promise<Done> {
  switch (act.do) {
    case "type": {
      const { as: user, channel, text, thread } = act;
      return done(await slack.types({ user, channel, text, ...(thread !== undefined && { thread_ts: thread }) }));
    }
    case "press":
      return done(await slack.press(act.as, target(slack, act), act.which));
    case "choose":
      return done(await slack.choose(act.as, target(slack, act), act.which, act.value));
    case "suggest":
      return done(await slack.suggestions(act.as, target(slack, act), act.which, act.typed));
    case "submit":
      return done(await slack.submit(act.as, view(slack, act.as, act.view), act.values));
    case "close":
      return done(await slack.closeView(act.as, view(slack, act.as, act.view)));
    case "shortcut":
      return done(await slack.messageShortcut(act.as, message(slack, act.as, act.channel, act.ts), act.callback));
  }
}

function done({ notice, errors, options }: Awaited<ReturnType<LocalSlack["press"]>>): Done {
  return {
    notice,
    errors,
    options:
      options &&
      asObjects(options).map(({ text, value: said }) => ({
        text: isJson(text) ? asText(text["text"]) : "",
        value: asText(said),
      })),
  };
}

interface On {
  readonly as: string;
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly view?: string | undefined;
}

const target = (slack: LocalSlack, { as: user, channel = "", ts = "", view: id }: On): Message | View =>
  id === undefined ? message(slack, user, channel, ts) : view(slack, user, id);

const GONE = "That is no longer on the screen.";

function view(slack: LocalSlack, user: string, id: string): View {
  const found = slack.openViews(user).find((one) => one.id === id);
  if (!found) throw new Error(GONE);
  return found;
}

function message(slack: LocalSlack, user: string, channel: string, ts: string): Message {
  const found = [...slack.messages(channel), ...slack.ephemerals(user, channel)].find((one) => one.ts === ts);
  if (!found) throw new Error(GONE);
  return found;
}
