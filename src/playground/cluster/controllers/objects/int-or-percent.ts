/**
 * A number such as `2` or a share such as `"25%"` of a total.
 *
 * @param round kubernetes rounds surge up and unavailability down, so that a rollout can always move
 */
export function scaled(value: number | string, total: number, round: "up" | "down"): number {
  if (typeof value === "number") return value;
  const share = (Number.parseInt(value, 10) * total) / 100;
  return round === "up" ? Math.ceil(share) : Math.floor(share);
}
