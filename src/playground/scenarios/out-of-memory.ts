import { release, type Scenario } from "./change.ts";

export const outOfMemory: Scenario = {
  id: "out-of-memory",
  title: "payments 1.13.0 keeps everything in memory",
  start: (where) =>
    release(where, {
      deployment: "payments",
      image: "registry.example.com/shop/payments:1.13.0",
      cause: "payments 1.13.0: a cache",
      fault: "out-of-memory",
    }),
};
