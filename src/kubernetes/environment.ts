/** A container's environment as names and where each comes from. Values are never shown: people put credentials there. */
// biome-ignore lint: a container from outside
export function environment(container: any): readonly string[] {
  const single = (container.env ?? []).map(
    (one: {
      name: string;
      valueFrom?: Record<string, { name?: string; key?: string; fieldPath?: string; resource?: string }>;
    }) => {
      const [kind, ref] = Object.entries(one.valueFrom ?? {})[0] ?? [];
      if (!kind || !ref) return `${one.name} (value hidden)`;
      const source =
        {
          secretKeyRef: `Secret ${ref.name}/${ref.key}`,
          configMapKeyRef: `ConfigMap ${ref.name}/${ref.key}`,
          fieldRef: ref.fieldPath,
          resourceFieldRef: ref.resource,
        }[kind] ?? kind;
      return `${one.name} from ${source}`;
    },
  );
  const whole = (container.envFrom ?? []).map(
    (one: { prefix?: string; configMapRef?: { name: string }; secretRef?: { name: string } }) =>
      one.secretRef ? `all of Secret ${one.secretRef.name}` : `all of ConfigMap ${one.configMapRef?.name}`,
  );
  return [...single, ...whole];
}
