import { release, type Scenario } from "./change.ts";

export const failingReadiness: Scenario = {
  id: "failing-readiness",
  title: "web 2.6.0 answers its readiness probe with 503",
  start: (where) =>
    release(where, {
      deployment: "web",
      image: "registry.example.com/shop/web:2.6.0",
      cause: "web 2.6.0: maintenance mode",
      fault: "never-ready",
    }),
};
