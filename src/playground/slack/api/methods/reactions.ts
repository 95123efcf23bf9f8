import { SlackError } from "../../errors.ts";
import { knownChannel } from "../access.ts";
import { text } from "../arguments.ts";
import { method } from "./method.ts";

export const reactions = {
  "reactions.add": method({
    tier: 3,
    takes: { channel: text, timestamp: text, name: text },
    run(call, args) {
      call.needs("reactions:write");
      const { directory, messages } = call.workspace;
      const channel = knownChannel(call, args.channel);
      if (!directory.hasBot(channel)) throw new SlackError("not_in_channel");
      const message = messages.find(channel.id, args.timestamp);
      if (!message || message.onlyFor) throw new SlackError("message_not_found");
      if (!/^[a-z0-9_+-]+(::skin-tone-\d)?$/.test(args.name)) throw new SlackError("invalid_name");
      const before = message.reactions ?? [];
      const same = before.find((reaction) => reaction.name === args.name);
      if (same?.users.includes(directory.bot.user_id)) throw new SlackError("already_reacted");
      const users = [...(same?.users ?? []), directory.bot.user_id];
      const others = before.filter((reaction) => reaction !== same);
      messages.replace({ ...message, reactions: [...others, { name: args.name, users, count: users.length }] });
      return {};
    },
  }),
};
