import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { builtIn } from "../../src/core/policy.ts";
import { embedded } from "../support/embedded.ts";
import { alice, everythingAtOnce, everythingConfirmed, omar, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;

beforeAll(async () => {
  cluster = await embedded();
  bot = await sandbox({ kubeconfig: cluster.kubeconfig });
});
beforeEach(() => {
  bot.rules(builtIn);
  expect(bot.bugs).toEqual([]);
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

const replicas = (name: string) => cluster.store.get("Deployment", "shop", name)?.spec.replicas;
/** Somebody with kubectl, beside us. */
const elsewhere = (name: string, count: number) => {
  const object = cluster.store.get("Deployment", "shop", name);
  if (!object) throw new Error(`no ${name}`);
  cluster.store.update({ ...object, spec: { ...object.spec, replicas: count } });
};
const events = (rows: readonly { event: string }[]) => rows.map((row) => row.event);

test("a change is shown, confirmed, carried out, followed and undone", async () => {
  expect(await bot.types("scale web 5")).toEqual([
    "· Scale deploy/web from 3 to 5?\n  spec.replicas: 3 → 5\n  $ kubectl scale deploy/web -n shop --replicas=5\n  [1] Scale to 5  [2] Cancel",
  ]);
  expect(bot.audience).toEqual(["place"]);
  expect(replicas("web")).toBe(3);

  const pictures = await bot.presses("Scale to 5");
  expect(pictures[0]).toMatch(/^✓ Scaled deploy\/web from 3 to 5/);
  expect(pictures.at(-1)).toBe(
    "✓ Scaled deploy/web from 3 to 5\n  Rolled out: 5 of 5 pods available.\n  $ kubectl scale deploy/web -n shop --replicas=5\n  [1] Undo",
  );
  expect(replicas("web")).toBe(5);

  expect((await bot.presses("Undo"))[0]).toContain("Scale deploy/web from 5 to 3?");
  await bot.presses("Scale to 3");
  expect(replicas("web")).toBe(3);
});

test("where policy allows it, a change acts at once, and so does its Undo", async () => {
  bot.rules(everythingAtOnce);
  const done = await bot.asks("scale cart 3");
  expect(done).toContain("✓ Scaled deploy/cart from 2 to 3");
  expect((await bot.presses("Undo")).at(-1)).toContain("✓ Scaled deploy/cart from 3 to 2");
  expect(replicas("cart")).toBe(2);
});

test("an Undo shows the difference first when somebody changed it since", async () => {
  bot.rules(everythingAtOnce);
  await bot.types("scale payments 3");
  const done = bot.last;
  elsewhere("payments", 4);
  const [preview] = await bot.presses("Undo", { on: done });
  expect(preview).toContain("! Scale deploy/payments from 4 to 2?");
  expect(preview).toContain("Somebody changed it since.");
  expect(replicas("payments")).toBe(4);
  await bot.presses("Scale to 2");
  expect(replicas("payments")).toBe(2);
});

test("an Undo also shows what somebody changed before the press, which a scaling does not read", async () => {
  await bot.types("scale payments 3");
  const payments = cluster.store.get("Deployment", "shop", "payments");
  if (!payments) throw new Error("no payments");
  cluster.store.update({ ...payments, spec: { ...payments.spec, revisionHistoryLimit: 3 } });
  await bot.presses("Scale to 3");
  expect(replicas("payments")).toBe(3);
  bot.rules(everythingAtOnce);
  const [preview] = await bot.presses("Undo");
  expect(preview).toContain("Somebody changed it since.");
  await bot.presses("Scale to 2");
  expect(replicas("payments")).toBe(2);
});

test("somebody was faster: nothing happens, and the new state can be shown", async () => {
  await bot.types("scale payments 5");
  elsewhere("payments", 4);
  const answer = (await bot.presses("Scale to 5")).at(-1);
  expect(answer).toContain("✗ Nothing was changed: deploy/payments is not what you were shown any more.");
  expect(replicas("payments")).toBe(4);
  expect((await bot.presses("Show it again"))[0]).toContain("Scale deploy/payments from 4 to 5?");
  elsewhere("payments", 2);
});

test("a spec that changed anywhere is not the one that was shown, even where the Change touches other fields", async () => {
  await bot.types("rollout restart payments");
  const object = cluster.store.get("Deployment", "shop", "payments");
  cluster.store.update({ ...object, spec: { ...object?.spec, minReadySeconds: 1 } } as NonNullable<typeof object>);
  const answer = (await bot.presses("Restart")).at(-1);
  expect(answer).toContain("✗ Nothing was changed: deploy/payments is not what you were shown any more.");
  const template = cluster.store.get("Deployment", "shop", "payments")?.spec.template;
  expect(template.metadata.annotations).toBeUndefined();
});

test("only who asked may press", async () => {
  await bot.types("scale web 4");
  const [answer] = await bot.presses("Scale to 4", { as: omar });
  expect(answer).toBe(
    "✗ Only alice can answer this, because it runs with alice's rights. You can say the command yourself.",
  );
  expect(bot.audience).toEqual(["asker"]);
  expect(replicas("web")).toBe(3);
});

test("a button works once", async () => {
  await bot.types("scale web 4");
  const preview = bot.last;
  await bot.presses("Scale to 4", { on: preview });
  expect((await bot.presses("Scale to 4", { on: preview })).at(-1)).toContain("already answered");
  expect((await bot.presses("Cancel", { on: preview })).at(-1)).toContain("already answered");
  expect(replicas("web")).toBe(4);
  bot.rules(everythingAtOnce);
  await bot.types("scale web 3");
});

test("twenty presses at once act once", async () => {
  await bot.types("rollout restart cart");
  const preview = bot.last;
  const generation = cluster.store.get("Deployment", "shop", "cart")?.metadata.generation ?? 0;
  await Promise.all(Array.from({ length: 20 }, () => bot.presses("Restart", { on: preview })));
  expect(cluster.store.get("Deployment", "shop", "cart")?.metadata.generation).toBe(generation + 1);
});

test("a cancelled change is never carried out", async () => {
  await bot.types("scale web 9");
  const preview = bot.last;
  expect((await bot.presses("Cancel"))[0]).toBe("· Cancelled, nothing was changed: Scale deploy/web from 3 to 9");
  expect((await bot.presses("Scale to 9", { on: preview }))[0]).toContain("already answered");
  expect(replicas("web")).toBe(3);
});

test("an old button is too old", async () => {
  await bot.types("scale web 9");
  bot.later(16 * 60_000);
  expect((await bot.presses("Scale to 9"))[0]).toBe(
    "✗ This button is too old to act on. Say the command again to see how things stand now.",
  );
  expect(replicas("web")).toBe(3);
});

test("policy is asked again at the press", async () => {
  await bot.types("scale web 9");
  bot.rules({ configured: true, rules: [] });
  expect((await bot.presses("Scale to 9"))[0]).toContain("no policy rule allows it");
  expect(replicas("web")).toBe(3);
});

test("who is somebody else in Kubernetes by now has to ask again", async () => {
  await bot.types("scale web 9");
  const promoted = { ...alice, kubernetes: { user: "alice", groups: ["platform"] } };
  expect((await bot.presses("Scale to 9", { as: promoted }))[0]).toContain("too old to act on");
});

test("saying it twice in a row acts once", async () => {
  bot.rules(everythingAtOnce);
  const before = cluster.store.get("Deployment", "shop", "payments")?.metadata.generation ?? 0;
  const [first, second] = [await bot.asks("rollout restart payments"), await bot.asks("rollout restart payments")];
  expect(first).toContain("✓ Restarted deploy/payments");
  expect(second).toBe("✗ This was already answered by you, a moment ago.");
  expect(cluster.store.get("Deployment", "shop", "payments")?.metadata.generation).toBe(before + 1);
});

test("nothing is deleted without a policy; with one, a pod is deleted once its uid is the one that was shown", async () => {
  const pod = () => cluster.store.list("Pod", "shop").find((one) => one.metadata.name === "db-2");
  const denied = await bot.asks("delete pod db-2", { as: omar });
  expect(denied).toContain("✗ You may not delete anything in shop on playground: no policy is configured");

  bot.rules(everythingConfirmed);
  const uid = pod()?.metadata.uid;
  expect(await bot.asks("delete pod db-2", { as: omar })).toContain("Its StatefulSet db will start a new one.");
  const stale = bot.last;
  await bot.types("delete pod db-2", { as: omar });
  const answer = (await bot.presses("Delete", { as: omar })).at(-1);
  expect(answer).toMatch(/^✓ Deleted pod\/db-2/);
  expect(pod()?.metadata.uid).not.toBe(uid);

  const again = await vi.waitFor(() => {
    const uid = pod()?.metadata.uid;
    expect(uid).toBeDefined();
    return uid;
  });
  await bot.presses("Delete", { on: stale, as: omar });
  expect(pod()?.metadata.uid).toBe(again);
});

test("Kubernetes has the last word: a person without the right is told which rule is missing", async () => {
  bot.rules(everythingAtOnce);
  const answer = await bot.asks("scale log-agent 3 -n ops");
  expect(answer).toContain("runs one pod on every node");
  const nobody = { ...alice, kubernetes: { user: "nobody", groups: ["everyone"] } };
  const refused = await bot.asks("scale web 7", { as: nobody });
  expect(refused).toMatch(
    /✗ Kubernetes does not let nobody patch deployments\.apps\/scale in shop\.|✗ Kubernetes does not let nobody patch deployments\/scale in shop\./,
  );
  expect(refused).toContain('resources: ["deployments/scale"]');
  expect(replicas("web")).toBe(3);
});

/** What a bot under these rules writes down while somebody does this. */
async function rowsOf(doing: () => Promise<unknown>) {
  const written: { event: string; user?: string | undefined }[] = [];
  const { ledger } = bot;
  const spy = { begin: ledger.begin, move: ledger.move };
  ledger.begin = async (operation, row) => (written.push(row), spy.begin(operation, row));
  ledger.move = async (id, from, to, row, after) => (written.push(row), spy.move(id, from, to, row, after));
  await doing();
  Object.assign(ledger, spy);
  return written;
}

test("each act has its rows: proposed, executing, done, with the person's Kubernetes user", async () => {
  bot.rules(everythingConfirmed);
  const written = await rowsOf(async () => {
    await bot.types("rollout pause web");
    await bot.presses("Pause");
    await bot.presses("Undo");
    await bot.presses("Resume");
  });
  expect(events(written)).toEqual(["propose", "execute", "done", "propose", "execute", "done"]);
  expect(new Set(written.map((row) => row.user))).toEqual(new Set(["alice"]));
});

test("what nobody has to confirm was never proposed: a row before it and one after", async () => {
  bot.rules(everythingAtOnce);
  const written = await rowsOf(async () => {
    await bot.types("rollout pause web");
    await bot.presses("Undo");
  });
  expect(events(written)).toEqual(["execute", "done", "execute", "done"]);
});

test("no audit row, no action", async () => {
  const { ledger } = bot;
  const { begin, move } = ledger;
  const full = async () => {
    throw new Error("disk full");
  };
  const nothingDone = /^✗ The audit log cannot be written, so nothing was done\. Quote [0-9a-f]{8}/;

  bot.rules(everythingAtOnce);
  ledger.begin = full;
  expect(await bot.asks("scale web 8")).toMatch(nothingDone);
  ledger.begin = begin;

  bot.rules(everythingConfirmed);
  await bot.types("scale web 8");
  ledger.move = full;
  expect((await bot.presses("Scale to 8")).join()).toMatch(nothingDone);
  ledger.move = move;

  expect(replicas("web")).toBe(3);
  expect(bot.bugs.splice(0)).toHaveLength(2);
});
