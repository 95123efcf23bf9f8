/** The documentation of one field, as `kubectl explain` shows it. */
export interface FieldDoc {
  /** "Deployment", "apps", "v1": the kind that the path starts from. */
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  /** "spec.strategy", empty for the kind itself. */
  readonly path: string;
  /** "string", "integer", "[]Container", "map[string]string", "DeploymentStrategy" */
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  readonly choices: readonly string[];
  readonly children: readonly {
    readonly name: string;
    readonly type: string;
    readonly required: boolean;
    readonly description: string;
  }[];
}
