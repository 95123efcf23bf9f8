import { between, pick, type Random } from "./random.ts";
import type { Style } from "./style.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const paths = ["/", "/products", "/products/42", "/products/117", "/cart", "/search?q=mug", "/static/app.js"] as const;
const agents = ["Mozilla/5.0 (iPhone; CPU iPhone OS 26_1)", "Mozilla/5.0 (X11; Linux x86_64)", "curl/8.14.1"] as const;

/** A web server's access log, in the combined format. */
export const web: Style = {
  startup: ({ version }, startedAt) => [
    [0, "/docker-entrypoint.sh: Configuration complete; ready for start up"],
    [80, `${slashed(startedAt + 80)} [notice] 1#1: using the "epoll" event method`],
    [90, `${slashed(startedAt + 90)} [notice] 1#1: nginx/${version}`],
    [120, `${slashed(startedAt + 120)} [notice] 1#1: start worker processes`],
  ],
  everyMs: 1500,
  line(_speaker, time, random) {
    const { request, status, bytes, agent } = answer(random);
    const client = `10.${between(random, 100, 103)}.0.${between(random, 2, 250)}`;
    return `${client} - - [${common(time)}] "${request}" ${status} ${bytes} "-" "${agent}"`;
  },
};

function answer(random: Random) {
  const kind = random();
  if (kind < 0.3) return { request: "GET /healthz HTTP/1.1", status: 200, bytes: 2, agent: "kube-probe/1.37" };
  const request = `GET ${pick(random, paths)} HTTP/1.1`;
  const agent = pick(random, agents);
  if (kind < 0.97) return { request, status: 200, bytes: between(random, 400, 48_000), agent };
  return { request: "GET /favicon.ico HTTP/1.1", status: 404, bytes: 153, agent };
}

/** 23/Nov/2026:10:51:02 +0000 */
function common(time: number): string {
  const date = new Date(time);
  const day = String(date.getUTCDate()).padStart(2, "0");
  return `${day}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}

/** 2026/11/23 10:51:02 */
function slashed(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
}
