import { defineCommand, type Reply, reply, say } from "#kit";

export const clusters = defineCommand({
  name: "clusters",
  summary: "List the clusters served here and whether they answer",
  risk: "read",
  needs: [],
  args: {},
  positional: [],
  examples: ["clusters"],

  async run({ clusters }): Promise<Reply> {
    const health = await Promise.all(clusters.names.map((name) => clusters.health(name)));
    const down = health.filter((one) => "problem" in one).length;
    const rows = clusters.names.map((name, i) => {
      const one = health[i];
      const state = one && "version" in one ? one.version : (one?.problem ?? "");
      return [name === clusters.default ? `${name} (default)` : name, clusters.namespace(name), state];
    });
    const title =
      down === 0 ? say`${count(rows.length)}, all answering` : say`${count(rows.length)}, ${down} not answering`;
    return (down === 0 ? reply.ok : reply.warn)(title, {
      body: [{ table: { columns: ["CLUSTER", "NAMESPACE", "VERSION"], rows } }],
      kubectl: "kubectl config get-contexts",
    });
  },
});

const count = (n: number): string => (n === 1 ? "1 cluster" : `${n} clusters`);
