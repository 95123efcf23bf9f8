/** Names as Kubernetes and Slack write them. */
import { z } from "zod";

/**
 * A Kubernetes user or group to impersonate. `system:masters` is root and `system:serviceaccount:…` somebody else's
 * machine, so nobody is mapped to them; control characters and outer spaces do not survive a header.
 */
const subject = (what: string) =>
  z
    .string()
    .min(1, `write the ${what}'s name`)
    .regex(
      /^(?!system:)/,
      `names that start with system: belong to the cluster itself; map people to a ${what} of your own`,
    )
    .regex(/^(?!\s)[^\u0000-\u001f\u007f]*(?<!\s)$/, "take out the spaces around it and the control characters");

export const user = () => subject("user");
export const group = () => subject("group");

export const namespace = () =>
  z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "write a namespace's name, such as shop");

export const teamId = () =>
  z.string().regex(/^[TE]\w+$/, "write a workspace's id, such as T0123ABCD; its name will not do");

const inTeam = (start: string, what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^[TE]\\w+:[${start}]\\w+$`),
      `write the workspace's id, a colon and the ${what}'s id, such as T0123ABCD:${start[0]}0456EFGH`,
    );

export const userId = () => inTeam("UW", "member");
export const userGroupId = () => inTeam("S", "user group");
export const channelId = () => inTeam("CGD", "channel");
