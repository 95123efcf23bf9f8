import { release, type Scenario } from "./change.ts";

export const badImage: Scenario = {
  id: "bad-image",
  title: "web 2.5.0 is released with the letter O for its last zero: there is no such image",
  start: (where) =>
    release(where, {
      deployment: "web",
      image: "registry.example.com/shop/web:2.5.O",
      cause: "web 2.5.0: new start page",
      fault: "image-pull",
    }),
};
