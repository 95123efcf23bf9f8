/**
 * Slack's own numbers: docs.slack.dev/reference/block-kit and the doc comments of @slack/types.
 * Lengths are counted after escaping, as Slack counts them.
 */
export const LIMITS = {
  /** mrkdwn of a section or a context element. */
  text: 3000,
  field: 2000,
  fields: 10,
  contextElements: 10,
  blocks: 50,
  buttons: 25,
  buttonText: 75,
  /** Bytes, to be on the safe side of how Slack counts. */
  buttonValue: 2000,
  tableRows: 100,
  tableColumns: 20,
  /** Not on Slack's pages; several clients report it. */
  tableText: 10_000,
  /**
   * All blocks together. Undocumented: people met msg_blocks_too_long between 13,172 and 13,297 characters, and a
   * divider alone cost 125 of them (slackapi/bolt-js#2509), so it is their JSON that is counted, and we stay below.
   */
  allBlocks: 12_000,
  /** chat.update refuses longer text; chat.postMessage recommends it. */
  plainText: 4000,
  /** docs.slack.dev, image block */
  altText: 2000,
  /** What a push notification or a screen reader gets; anything longer is cut there anyway. */
  notification: 250,
  modalTitle: 24,
  option: 75,
  options: 100,
  metadata: 3000,
} as const;
