/** Questions that nobody's document answers, from the audit trail: what the owner of the runbooks should write next. */
import { DatabaseSync } from "node:sqlite";

export interface Unanswered {
  readonly question: string;
  readonly times: number;
  /** ISO 8601. */
  readonly last: string;
}

/**
 * The most frequent first. Reads beside a running bot, and changes nothing.
 * @param file of the ledger
 * @throws Error when it is none
 */
export function unanswered(file: string, limit = 100): readonly Unanswered[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database
      .prepare(
        `select json_extract(args, '$.question') as question, count(*) as times, max(at) as last
         from audit
         where (command = 'explain' and outcome = 'unanswered') or command = 'feedback unhelpful'
         group by lower(json_extract(args, '$.question'))
         order by times desc, last desc
         limit ?`,
      )
      .all(limit);
    return rows.map(({ question, times, last }) => ({
      question: String(question),
      times: Number(times),
      last: new Date(Number(last)).toISOString(),
    }));
  } finally {
    database.close();
  }
}
