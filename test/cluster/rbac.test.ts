/** The bot with exactly the rights that are generated from its commands, in both forms, on a real API server. */
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { READABLE, rbac } from "../../src/manifests.ts";
import { people } from "../../src/playground/seed.ts";
import { everythingConfirmed, omar, sandbox } from "../support/sandbox.ts";
import { type Cluster, connect } from "./connection.ts";
import { seedPlayground } from "./playground.ts";

const files = inject("cluster");
const access = {
  users: Object.values(people).map(({ name }) => name),
  groups: [...new Set(Object.values(people).flatMap(({ groups }) => groups))],
  kinds: [...READABLE, "backups.storage.example.com"],
};
/** The suite's bot logs in with a token of its own; an installed one is the service account that the binding names. */
const binding = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "kubemate-user" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "kubemate" },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "kubemate" }],
};
const lines = commands.flatMap((command) => (command.needs.length > 0 ? command.examples : []));

// The user kubemate exists only in a control plane of the suite's own.
describe.skipIf(files.own === undefined).each(["legacy", "constrained"] as const)("with the %s role", (form) => {
  let cluster: Cluster;
  let bot: Awaited<ReturnType<typeof sandbox>>;

  beforeAll(async () => {
    cluster = await connect(files);
    await seedPlayground(cluster);
    const objects = { apiVersion: "v1", kind: "List", items: [...rbac(commands, access, form), binding] };
    const { code, stderr } = await cluster.kubectl(["apply", "-f", "-"], { input: JSON.stringify(objects) });
    expect(code, stderr).toBe(0);
    bot = await sandbox({ kubeconfig: cluster.kubeconfig("kubemate") }, { policy: everythingConfirmed });
  });
  afterAll(async () => {
    await bot.close();
    await cluster.kubectl(["delete", "clusterrole,clusterrolebinding", "kubemate"]);
    await cluster.kubectl(["delete", "clusterrolebinding", "kubemate-user"]);
  });

  test.each(lines)("%s needs no other right of the bot's", async (line) => {
    // One picture is enough, and of a quiet log that is followed there is no second.
    const answer = await bot.asks(line, { as: omar, pictures: 1 });
    expect(answer).not.toContain("does not let this bot");
    expect(bot.bugs).toEqual([]);
  });

  test("a change goes the whole way", async () => {
    await bot.types("scale payments 3 -n shop", { as: omar });
    expect((await bot.presses("Scale to 3", { as: omar })).at(-1)).toContain("3 of 3 pods available");
    await bot.types("scale payments 2 -n shop", { as: omar });
    expect((await bot.presses("Scale to 2", { as: omar })).at(-1)).toContain("2 of 2 pods available");
  });

  test("as itself, and as somebody who is not named, the bot may do nothing", async () => {
    const own = await cluster.kubectl(["get", "pods", "-n", "shop"], { as: "kubemate" });
    expect(own.stderr).toContain("Forbidden");
    const other = await cluster.kubectl(["get", "pods", "-n", "shop", "--as", "mallory"], { as: "kubemate" });
    expect(other.stderr).toMatch(/cannot impersonate/);
    const master = await cluster.kubectl(["get", "pods", "--as", "alice", "--as-group", "system:masters"], {
      as: "kubemate",
    });
    expect(master.stderr).toMatch(/cannot impersonate/);
  });

  test.runIf(form === "constrained")(
    "even as the platform owner it may not read a Secret: the wall is the API server's",
    async () => {
      const as = ["--as", "petra", "--as-group", "platform"];
      const { stderr } = await cluster.kubectl(["get", "secrets", "-n", "shop", ...as], { as: "kubemate" });
      expect(stderr).toContain("impersonate-on:user-info:list");
      const gone = await cluster.kubectl(["delete", "namespace", "staging", ...as], { as: "kubemate" });
      expect(gone.stderr).toContain("impersonate-on:user-info:delete");
    },
  );
});
