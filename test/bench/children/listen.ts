/** Our Slack surface in a child of the bench, whatever stands behind it. */
import { createCharts } from "../../../src/chart/index.ts";
import { startSlack } from "../../../src/chat/slack/index.ts";
import type { SlackPorts } from "../../../src/chat/slack/ports.ts";
import { SIGNING_SECRET } from "../requests.ts";
import { report } from "./report.ts";

export async function listen(behind: Pick<SlackPorts, "commands" | "dispatch" | "ledger">): Promise<void> {
  const charts = createCharts();
  const slack = await startSlack({
    ...behind,
    config: {
      botToken: "xoxb-bench",
      signingSecrets: [SIGNING_SECRET],
      apiUrl: process.env.SLACK_API_URL,
      host: "127.0.0.1",
      port: 0,
      teams: [],
      userGroups: false,
    },
    identify: ({ team, user, name }) => ({
      id: `${team}:${user}`,
      name,
      slack: { team, user },
      kubernetes: { user: "bench", groups: [] },
    }),
    suggest: async () => [],
    drawChart: (chart) => charts.draw(chart),
    log: { info() {}, warn: console.error, error: console.error },
  });
  report(slack.port ?? 0);
}
