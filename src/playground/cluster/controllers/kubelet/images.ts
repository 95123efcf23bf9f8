import { createHash } from "node:crypto";
import { goDuration } from "../objects/back-off.ts";
import type { Container } from "./container-status.ts";
import type { Life, PodHandle } from "./pod-worker.ts";

/** Gets a container's image onto the node, with the kubelet's events. */
export function* pullImage(handle: PodHandle, container: Container): Life {
  const { image } = container;
  const present = handle.takeImage(image);
  if (present && container.imagePullPolicy !== "Always") {
    const message = `Container image "${image}" already present on machine and can be accessed by the pod`;
    handle.tell(container, "Normal", "Pulled", message);
    return;
  }
  handle.tell(container, "Normal", "Pulling", `Pulling image "${image}"`);
  const { bytes, ms } = sizeOf(image);
  // With Always, an image that is there only has its digest compared.
  const took = present ? 100 : ms;
  yield took;
  const time = goDuration(took);
  const message = `Successfully pulled image "${image}" in ${time} (${time} including waiting). Image size: ${bytes} bytes.`;
  handle.tell(container, "Normal", "Pulled", message);
}

/** The same image always has the same size, and takes a time that goes with it. */
function sizeOf(image: string): { bytes: number; ms: number } {
  const bytes = 20_000_000 + (createHash("sha256").update(image).digest().readUInt32BE(0) % 130_000_000);
  return { bytes, ms: 200 + Math.round(bytes / 500_000) };
}
