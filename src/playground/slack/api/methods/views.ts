import { checkView } from "../../blockkit/view.ts";
import { SlackError } from "../../errors.ts";
import { structure, text } from "../arguments.ts";
import { method } from "./method.ts";

export const views = {
  "views.open": method({
    tier: 4,
    takes: { trigger_id: text, view: structure },
    run({ workspace }, args) {
      const content = checkView(args.view, "modal");
      const user = workspace.triggers.exchange(args.trigger_id);
      const view = workspace.views.show(user, content);
      workspace.shown(user, view);
      return { view };
    },
  }),

  "views.push": method({
    tier: 4,
    takes: { trigger_id: text, view: structure },
    run({ workspace }, args) {
      const content = checkView(args.view, "modal");
      const user = workspace.triggers.exchange(args.trigger_id);
      const view = workspace.views.push(user, content);
      workspace.shown(user, view);
      return { view };
    },
  }),

  "views.update": method({
    tier: 4,
    takes: { view_id: text.optional(), external_id: text.optional(), hash: text.optional(), view: structure },
    run({ workspace }, args) {
      const content = checkView(args.view, "modal");
      const { user, view } = workspace.views.update(
        { id: args.view_id, external_id: args.external_id },
        content,
        args.hash,
      );
      workspace.shown(user, view);
      return { view };
    },
  }),

  "views.publish": method({
    tier: 4,
    takes: { user_id: text, hash: text.optional(), view: structure },
    run({ workspace }, args) {
      const content = checkView(args.view, "home");
      if (!workspace.directory.users.has(args.user_id)) throw new SlackError("user_not_found");
      const view = workspace.views.publish(args.user_id, content, args.hash);
      workspace.shown(args.user_id, view);
      return { view };
    },
  }),
};
