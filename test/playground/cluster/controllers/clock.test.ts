import { describe, expect, it } from "vitest";
import { fakeClock } from "../../../../src/playground/cluster/controllers/clock.ts";

describe("a fake clock", () => {
  it("runs what falls due in order of time, then of request", () => {
    const clock = fakeClock(1000);
    const ran: string[] = [];
    clock.after(20, () => ran.push(`late at ${clock.now()}`));
    clock.after(10, () => ran.push(`first at ${clock.now()}`));
    clock.after(10, () => ran.push(`second at ${clock.now()}`));

    clock.advance(15);
    expect(ran).toEqual(["first at 1010", "second at 1010"]);
    expect(clock.now()).toBe(1015);

    clock.advance(5);
    expect(ran.at(-1)).toBe("late at 1020");
  });

  it("runs what was asked for meanwhile, if it still falls due", () => {
    const clock = fakeClock(0);
    const ran: number[] = [];
    const tick = () => {
      ran.push(clock.now());
      clock.after(10, tick);
    };
    clock.after(10, tick);
    clock.advance(35);
    expect(ran).toEqual([10, 20, 30]);
  });

  it("forgets what was cancelled", () => {
    const clock = fakeClock(0);
    const cancel = clock.after(10, () => expect.fail("it was cancelled"));
    cancel();
    clock.advance(100);
  });
});
