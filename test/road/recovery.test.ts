/** The process ends between sending a change and hearing of it; the next one reads what happened. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { lines } from "../../src/chat/terminal/lines.ts";
import type { Operation } from "../../src/core/ledger.ts";
import { recover } from "../../src/core/recover.ts";
import { embedded } from "../support/embedded.ts";
import { alice, channel, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;

beforeAll(async () => {
  cluster = await embedded();
  bot = await sandbox({ kubeconfig: cluster.kubeconfig });
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

const replicas = (name: string) => cluster.store.get("Deployment", "shop", name)?.spec.replicas;

/** As far as the row that is written before the act; the rest of that process never ran. */
async function begun(line: string): Promise<Operation> {
  await bot.types(line);
  const id = String(bot.last?.actions[0]?.invocation.args.operation);
  const operation = await bot.ledger.operation(id);
  if (!operation) throw new Error("it was not proposed");
  const { invocation, change } = operation;
  const row = {
    reference: "r",
    event: "execute",
    person: alice.id,
    place: channel.id,
    command: invocation.command,
    args: invocation.args,
    cluster: change.target.cluster,
    operation: id,
  };
  expect(await bot.ledger.move(id, "proposed", "executing", row)).toBe(true);
  return operation;
}
async function restarted(): Promise<string[]> {
  const said: string[] = [];
  for await (const { reply } of recover(bot)) said.push(lines(reply)[0] ?? "");
  return said;
}

test("what had been carried out is reported, and not done again", async () => {
  const { id, change } = await begun("scale web 5");
  await bot.clusters.connect("playground", alice.kubernetes).execute(change, id);
  cluster.store.update({
    ...cluster.store.get("Deployment", "shop", "web")!,
    spec: { ...cluster.store.get("Deployment", "shop", "web")!.spec, replicas: 6 },
  });
  expect(await restarted()).toEqual(["✓ I was restarted meanwhile. Scaled deploy/web from 3 to 5"]);
  expect(replicas("web")).toBe(6);
  expect((await bot.ledger.operation(id))?.state).toBe("done");
  expect(await restarted()).toEqual([]);
});

test("what had not been carried out is said to be so, and not done now", async () => {
  const { id } = await begun("scale cart 5");
  expect(await restarted()).toEqual(["! I was restarted before I could do this: Scale deploy/cart from 2 to 5"]);
  expect(replicas("cart")).toBe(2);
  expect((await bot.ledger.operation(id))?.state).toBe("failed");
}, 30_000);
