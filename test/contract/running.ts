/** What running things say. KWOK plays the kubelets of the real cluster: it starts no container, and says little. */
import { canonical, normalise } from "./normalise.ts";

/** What a container says is its own affair, and so are the words in which a kubelet has no log. That it says so is not. */
export function logged(body: unknown): unknown {
  if (typeof body !== "string") {
    const status = body as { readonly message?: string };
    return NO_LOG.test(status.message ?? "") ? { ...status, message: "no log" } : status;
  }
  return { stamped: body.split("\n").every((line) => line === "" || TIME.test(line)) };
}

const NO_LOG = /^previous terminated container|is waiting to start|^log target not found|^failed to tail /;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z /;

interface Event {
  readonly source?: { readonly component?: string };
  readonly reportingInstance?: string;
  readonly [field: string]: unknown;
}

/** What controllers said, in no order: when, and how often, is a matter of time. What a kubelet said is left out. */
export function happened(body: unknown): unknown {
  const { items, ...list } = body as { items?: readonly Event[] };
  if (!items) return body;
  const said = items
    .filter(({ source }) => !/^(kubelet|kwok_controller)$/.test(source?.component ?? ""))
    .map(({ count: _, series: __, reportingInstance = "", ...event }) =>
      // The scheduler adds the name of its machine.
      canonical(
        normalise({ ...event, reportingInstance: reportingInstance.replace(/^default-scheduler-.*/, "<host>") }),
      ),
    );
  return { ...list, items: Object.fromEntries(said.map((one) => [one, true])) };
}
