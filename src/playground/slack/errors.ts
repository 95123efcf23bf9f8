/** An answer `{ ok: false, error }`, in Slack's words. */
export class SlackError extends Error {
  readonly details: Record<string, unknown>;

  /**
   * @param error Slack's code, e.g. `channel_not_found`
   * @param details further fields of the answer, e.g. `needed` and `provided`
   */
  constructor(error: string, details: Record<string, unknown> = {}) {
    super(error);
    this.name = "SlackError";
    this.details = details;
  }
}

/** Details of an `invalid_…` answer: the same sentences twice, as Slack sends them. */
export function complaints(messages: string[]): Record<string, unknown> {
  return { errors: messages, response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } };
}
