/** A response_url: the way to answer where the bot has not been invited, five times within thirty minutes. */
import type { KnownBlock } from "@slack/types";
import type { Origin } from "../origin.ts";
import { lostOrUnsent, SlackFailure } from "./errors.ts";
import { mayAnswerTo, type Network } from "./network.ts";

const USES = 5;
const LIFETIME = 30 * 60_000;
const TIMEOUT = 5000;

export interface Posting {
  readonly text: string;
  readonly blocks?: KnownBlock[];
}

export interface Hook {
  /** Uses left. The last one is for saying that something went wrong. */
  left(): number;
  /** @throws SlackFailure */
  send(
    message: Posting,
    how: { readonly to: "asker" | "place"; readonly replace?: boolean; readonly thread?: string | undefined },
  ): Promise<void>;
  /** Takes the message away whose button was pressed. @throws SlackFailure */
  remove(): Promise<void>;
}

interface HookOptions {
  readonly network: Network;
  readonly apiBase: string;
  readonly now: () => number;
}

/** Without uses where there is no response_url, or it points somewhere else than to Slack. */
export function createHook({ responseUrl: url = "", at }: Origin, { network, apiBase, now }: HookOptions): Hook {
  let allowed: boolean | undefined;
  let used = 0;
  const left = (): number => ((allowed ??= mayAnswerTo(url, apiBase)) && now() - at <= LIFETIME ? USES - used : 0);

  /** A lost answer is repeated once, as in lanes.ts. Each try counts, also when its answer is lost: Slack may have seen it. */
  async function post(body: object, again = true): Promise<void> {
    if (left() === 0) throw new SlackFailure("response_url", { kind: "refused", code: "used_url" });
    used += 1;
    let response: { readonly status: number; readonly words: string };
    try {
      response = await once(body);
    } catch (error) {
      if (again && left() > 0) return post(body, false);
      throw new SlackFailure("response_url", lostOrUnsent(error), { cause: error });
    }
    const { status, words } = response;
    const code = codeIn(words) ?? (status === 200 ? "ok" : `http_${status}`);
    if (status !== 200 || code !== "ok") throw new SlackFailure("response_url", { kind: "refused", code });
  }

  async function once(body: object): Promise<{ status: number; words: string }> {
    const response = await network.request(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return { status: response.statusCode, words: (await response.body.text()).slice(0, 500) };
  }

  return {
    left,
    send: ({ text, blocks }, { to, replace = false, thread }) =>
      post({
        text,
        ...(blocks && { blocks }),
        response_type: to === "place" ? "in_channel" : "ephemeral",
        replace_original: replace,
        ...(thread !== undefined && !replace && { thread_ts: thread }),
        ...HARMLESS,
      }),
    remove: () => post({ delete_original: true }), // Slack wants it to stand alone
  };
}

/** Sent with everything: see draw/blocks.ts for what `verbatim` leaves to these. */
export const HARMLESS = { parse: "none", link_names: false, unfurl_links: false, unfurl_media: false } as const;

/** Slack answers "ok", a bare code such as "used_url", or {"ok":false,"error":"invalid_blocks"}. */
const codeIn = (words: string): string | undefined =>
  /"error"\s*:\s*"([a-z_]+)"/.exec(words)?.[1] ?? /^\s*([a-z_]+)\s*$/.exec(words)?.[1];
