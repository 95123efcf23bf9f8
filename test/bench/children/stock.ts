/** Bolt as its guide shows it. */
import type { AddressInfo } from "node:net";
import { App } from "@slack/bolt";
import { SIGNING_SECRET } from "../requests.ts";
import { report } from "./report.ts";

const app = new App({
  token: "xoxb-bench",
  signingSecret: SIGNING_SECRET,
  clientOptions: { slackApiUrl: `${process.env.SLACK_API_URL}/api/` },
});
app.command("/k8s", async ({ ack }) => ack());
const server = await app.start(0);
report((server.address() as AddressInfo).port);
