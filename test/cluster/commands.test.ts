/** Our commands on a real cluster mean what kubectl means: the same rows, the same verdicts, the same objects afterwards. */
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import { faultLabel } from "../../src/playground/cluster/controllers/kubelet/faults.ts";
import { container, deployment, namespace } from "../../src/playground/seed/manifest.ts";
import { differences, normalise } from "../contract/normalise.ts";
import { everythingConfirmed, petra, sandbox } from "../support/sandbox.ts";
import { type Cluster, connect, type KubectlResult } from "./connection.ts";
import { eventually } from "./eventually.ts";
import { seedPlayground } from "./playground.ts";
import { apply } from "./seed.ts";
import { settled } from "./settled.ts";

const NAMESPACE = "commands-test";
const KINDS = ["deployment", "statefulset", "daemonset"];
const files = inject("cluster");
let cluster: Cluster;
let bot: Awaited<ReturnType<typeof sandbox>>;

const kubectl = (line: string): Promise<KubectlResult> => cluster.kubectl(["-n", NAMESPACE, ...line.split(" ")]);
const rest = (): Promise<void> => settled(cluster, [NAMESPACE]);

/** What the bot does to "ours", kubectl does to "theirs". */
const workload = (kind: string, name: string, labels: Record<string, string> = {}): NewObject => {
  const { spec, ...object } = deployment(
    { name, namespace: NAMESPACE },
    2,
    { containers: [container("app", "registry.test/app:1.0")] },
    { labels },
  );
  const { replicas, ...shared } = spec;
  if (kind === "daemonset") return { ...object, kind: "DaemonSet", spec: shared };
  return kind === "deployment"
    ? { ...object, spec }
    : { ...object, kind: "StatefulSet", spec: { ...spec, serviceName: name } };
};

/** As if the twins had one name, and without what no two objects share. */
async function twin(kind: string, name: string): Promise<unknown> {
  const { stdout } = await kubectl(`get ${kind} ${name} -o json`);
  return normalise(JSON.parse(stdout.replaceAll(new RegExp(`\\b${name}\\b`, "g"), "twin")));
}

/** Types a line, and presses the button that goes ahead with it. @returns the last picture */
async function does(line: string): Promise<string> {
  await bot.types(line, { as: petra });
  const confirm = bot.last?.actions.find(({ invocation }) => invocation.command === "confirm");
  if (!confirm) throw new Error(`${line}: there is nothing to confirm`);
  return (await bot.says(confirm.invocation, { as: petra })).at(-1) ?? "";
}

beforeAll(async () => {
  cluster = await connect(files);
  await seedPlayground(cluster); // its people and their roles
  bot = await sandbox(
    { kubeconfig: cluster.kubeconfig("admin") },
    { policy: everythingConfirmed, scope: { namespace: NAMESPACE } },
  );
  // One kind after the other: a pod belongs to whichever workload selects it, and the twins of all kinds are called alike.
  await apply(cluster, [namespace(NAMESPACE, "tests")]);
}, 120_000);
afterAll(async () => {
  await bot.close();
  await cluster.kubectl(["delete", "namespace", NAMESPACE, "--wait=false"]);
  await cluster.api.close();
});

describe.each(KINDS)("a %s", (kind) => {
  beforeAll(async () => {
    await apply(cluster, [workload(kind, "ours"), workload(kind, "theirs")]);
    await rest();
    for (const name of ["ours", "theirs"]) {
      await kubectl(`annotate ${kind} ${name} kubernetes.io/change-cause=second`);
      await kubectl(`set image ${kind}/${name} app=registry.test/app:2.0`);
    }
    await rest();
  });
  afterAll(async () => {
    await kubectl(`delete ${kind} ours theirs`);
  });

  const expectTwins = async (): Promise<void> => {
    await rest();
    expect(differences(await twin(kind, "ours"), await twin(kind, "theirs"))).toEqual([]);
  };

  test("has the rows and columns that kubectl prints", async () => {
    for (const what of [kind, `${kind} -o wide`, "pods", "pods -o wide"]) {
      await bot.asks(`get ${what}`, { as: petra });
      const shown = bot.last?.body.find((block) => "table" in block)?.table;
      const [columns, ...rows] = (await kubectl(`get ${what}`)).stdout
        .trim()
        .split("\n")
        .map((line) => line.trim().split(/\s{2,}/));
      expect(shown?.columns, what).toEqual(columns);
      expect(normalise(shown?.rows), what).toEqual(normalise(rows));
    }
  });

  test("is rolled out when kubectl says so", async () => {
    expect((await kubectl(`rollout status ${kind}/ours --watch=false`)).stdout).toMatch(
      /successfully rolled out|roll out complete|rolling update complete/,
    );
    expect(await bot.asks(`rollout status ${kind}/ours`, { as: petra })).toMatch(/^✓ .*Rolled out/);
  });

  test("has the revisions that kubectl lists", async () => {
    await bot.asks(`rollout history ${kind}/ours`, { as: petra });
    const ours = bot.last?.body.find((block) => "table" in block)?.table.rows ?? [];
    const listed = (await kubectl(`rollout history ${kind}/ours`)).stdout.trim().split("\n").slice(2);
    const theirs = listed.map((line) => line.trim().split(/\s{2,}/));
    expect(
      ours.map(([number = "", , , cause]) => [number.replace(" (now)", ""), cause || "<none>"]).toReversed(),
    ).toEqual(theirs);
  });

  test("goes back as kubectl takes it back, annotations included", async () => {
    expect(await does(`rollout undo ${kind}/ours`)).toMatch(/^✓/);
    await kubectl(`rollout undo ${kind}/theirs`);
    await expectTwins();
  });

  test("goes back to a revision that is named", async () => {
    await does(`rollout undo ${kind}/ours to-revision 2`);
    await kubectl(`rollout undo ${kind}/theirs --to-revision=2`);
    await expectTwins();
    const none = await kubectl(`rollout undo ${kind}/theirs --to-revision=99`);
    expect(none.stderr).toContain("unable to find");
    expect(await bot.asks(`rollout undo ${kind}/ours to-revision 99`, { as: petra })).toContain("no revision 99");
  });

  test("restarts by the annotation that kubectl sets", async () => {
    expect(await does(`rollout restart ${kind}/ours`)).toMatch(/^✓/);
    await kubectl(`rollout restart ${kind}/theirs`);
    await expectTwins();
    expect(JSON.stringify(await twin(kind, "ours"))).toContain('"kubectl.kubernetes.io/restartedAt":"<time>"');
  });

  test.skipIf(kind === "daemonset")("scales", async () => {
    expect(await does(`scale ${kind}/ours 3`)).toMatch(/^✓/);
    await kubectl(`scale ${kind}/theirs --replicas=3`);
    await expectTwins();
  });

  test.runIf(kind === "deployment")("pauses and resumes", async () => {
    await does("rollout pause ours");
    await kubectl("rollout pause deployment/theirs");
    await expectTwins();
    await does("rollout resume ours");
    await kubectl("rollout resume deployment/theirs");
    await expectTwins();
  });
});

test("a rollout that passed its deadline has failed, for kubectl and for us", async () => {
  const stuck = workload("deployment", "stuck", { [faultLabel]: "image-pull" });
  await apply(cluster, [{ ...stuck, spec: { ...stuck.spec, progressDeadlineSeconds: 1 } }]);
  const theirs = await eventually("kubectl to give up", async () => {
    const { code, stderr } = await kubectl("rollout status deploy/stuck --watch=false");
    return code !== 0 && stderr;
  });
  expect(theirs).toContain("exceeded its progress deadline");
  expect(await bot.asks("rollout status stuck", { as: petra })).toContain("The rollout is stuck");
});

test.each([
  { user: "alice", groups: ["developers", "everyone"] },
  { user: "omar", groups: ["oncall", "everyone"] },
])("$user may what kubectl says that $user may", async ({ user, groups }) => {
  const as = { id: `T1:${user}`, name: user, kubernetes: { user, groups } };
  const flags = `--as ${user} ${groups.map((group) => `--as-group ${group}`).join(" ")}`;
  for (const what of ["delete pods", "patch deployments/scale", "list nodes", "patch nodes", "list events"]) {
    for (const where of ["shop", "broken"]) {
      const [verb, kind = "", subresource] = what.split(/[ /]/);
      const sub = subresource ? ` --subresource=${subresource}` : "";
      const { stdout } = await kubectl(`auth can-i ${verb} ${kind}${sub} -n ${where} ${flags}`);
      const answer = await bot.asks(`can-i ${what} -n ${where}`, { as });
      expect(answer, `${what} in ${where}`).toMatch(stdout.trim() === "yes" ? /^✓ Yes/ : /^! No/);
    }
  }
});

test("a button that was meant for a pod does nothing to the next one of that name", async () => {
  await apply(cluster, [workload("statefulset", "again")]);
  await rest();
  await bot.types("delete pod again-0", { as: petra });
  const before = bot.last;
  await kubectl("delete pod again-0");
  const { stdout: uid } = await eventually("another again-0", async () => {
    const found = await kubectl("get pod again-0 -o jsonpath={.metadata.uid}");
    return found.code === 0 && found;
  });
  const answer = await bot.presses("Delete", { as: petra, on: before });
  expect(answer.at(-1)).not.toMatch(/^✓/);
  expect((await kubectl("get pod again-0 -o jsonpath={.metadata.uid}{.metadata.deletionTimestamp}")).stdout).toBe(uid);
});

// Somebody else's cluster keeps its audit log to itself.
test.runIf(files.own)("the API server sees the user and every group that `whoami` names", async () => {
  const groups = ["developers", "everyone", "a group of one's own"];
  const as = { id: "T1:W", name: "wanda", kubernetes: { user: "wanda@example.com", groups } };
  const said = await bot.asks("whoami", { as });
  expect(said).toContain("You act as wanda@example.com");
  for (const group of groups) expect(said).toContain(group);
  await bot.asks("get pods", { as });
  const seen = await eventually("the audit log to name her", async () =>
    (await cluster.auditEvents()).find((event) => event.impersonatedUser?.username === "wanda@example.com"),
  );
  expect(seen.impersonatedUser?.groups).toEqual([...groups, "system:authenticated"]);
});
