/** Kubernetes' `metav1.Time`: RFC 3339, whole seconds. @param time milliseconds since 1970 */
export function rfc3339(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** Kubernetes' `metav1.MicroTime`. @param time milliseconds since 1970 */
export function rfc3339Micro(time: number): string {
  return `${new Date(time).toISOString().slice(0, 23)}000Z`;
}
