import { escape } from "../screen/mrkdwn.ts";
import type { Directory } from "../workspace/directory.ts";

const link = /\bhttps?:\/\/[^\s<>]+/g;

/**
 * A typed text as Slack stores it: `@alice` and `#general` become ids, links go into angle brackets,
 * and the three control characters are escaped.
 */
export function typed(text: string, directory: Directory): string {
  const users = [...directory.users.values()];
  const channels = [...directory.channels.values()];
  return escape(text)
    .replaceAll(link, (url) => `<${url}>`)
    .replaceAll(/(?<![\w@])@([\w.-]*\w)/g, (asTyped, name: string) => {
      const user = users.find((candidate) => candidate.name === name);
      return user ? `<@${user.id}>` : asTyped;
    })
    .replaceAll(/(?<![\w#&])#([\w-]+)/g, (asTyped, name: string) => {
      const channel = channels.find((candidate) => candidate.name === name);
      return channel ? `<#${channel.id}|${channel.name}>` : asTyped;
    });
}
