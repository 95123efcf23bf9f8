import { release, type Scenario } from "./change.ts";

export const crashLoop: Scenario = {
  id: "crash-loop",
  title: "checkout 4.8.0 is released and does not find its database",
  start: (where) =>
    release(where, {
      deployment: "checkout",
      container: "app",
      image: "registry.example.com/shop/checkout:4.8.0",
      cause: "checkout 4.8.0: one click",
      fault: "crash-loop",
    }),
};
