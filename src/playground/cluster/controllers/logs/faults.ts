import type { Speaker, Timed } from "./style.ts";

/**
 * What a container with a fault says, from its start to its end: the last line of a crash tells why. The times fit the
 * runs in kubelet/faults.ts.
 */
export const lastWords: Readonly<Record<string, (speaker: Speaker) => readonly Timed[]>> = {
  "crash-loop": ({ name, version }) => [
    [0, `level=info msg="starting" service=${name} version=${version}`],
    [120, 'level=info msg="configuration loaded" file=/etc/config/app.yaml'],
    [300, 'level=info msg="connecting to postgres" addr=db.shop.svc:5432'],
    [800, 'level=warn msg="connection refused, trying again" addr=db.shop.svc:5432 attempt=2 of=3'],
    [1300, 'level=warn msg="connection refused, trying again" addr=db.shop.svc:5432 attempt=3 of=3'],
    [1800, "FATAL: could not connect to postgres at db.shop.svc:5432: connection refused"],
  ],
  "out-of-memory": ({ name, version }) => [
    [0, `level=info msg="starting" service=${name} version=${version}`],
    [400, 'level=info msg="loading index into memory" shards=8'],
    ...[1, 2, 3, 4, 5, 6].map(
      (shard): Timed => [
        400 + shard * 1100,
        `level=info msg="shard loaded" shard=${shard}/8 heap=${shard * 41}Mi limit=256Mi`,
      ],
    ),
    [7800, 'level=warn msg="heap is close to the limit" heap=254Mi limit=256Mi'],
  ],
};

/** What a container that never turns ready says each time that its probe asks. */
export const notReadyLine =
  'level=warn msg="not ready" check=smtp addr=smtp.ops.svc:25 error="dial tcp: i/o timeout" path=/healthz status=503';
