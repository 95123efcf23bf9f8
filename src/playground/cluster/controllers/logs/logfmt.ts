import { between, hex, pick, type Random } from "./random.ts";
import type { Speaker, Style } from "./style.ts";

const requests = ["GET /api/items", "POST /api/items", "GET /api/items/42", "GET /healthz"] as const;

/** A service that logs `key=value`, as many written in Go do. What is known of no other kind logs like this. */
export const logfmt: Style = {
  startup: ({ name, version }) => [
    [0, `level=info msg="starting" service=${name} version=${version}`],
    [120, 'level=info msg="configuration loaded" file=/etc/config/app.yaml'],
    [260, 'level=info msg="listening" addr=:8080'],
  ],
  everyMs: 2500,
  line(speaker, _time, random) {
    if (random() < 0.04) return retry(speaker, random);
    const [method, path] = pick(random, requests).split(" ");
    const took = `${between(random, 1, 60)}ms`;
    return `level=info msg="request" method=${method} path=${path} status=200 took=${took} trace=${hex(random, 16)}`;
  },
};

function retry({ name }: Speaker, random: Random): string {
  const wait = `${between(random, 100, 800)}ms`;
  return `level=warn msg="upstream was slow, trying again" service=${name} attempt=2 wait=${wait} trace=${hex(random, 16)}`;
}
