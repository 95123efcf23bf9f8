/** Image signatures, where somebody has set up a policy on them: Sigstore's policy controller, or Kyverno. */
import type { KubeObject } from "../object.ts";
import { containersOf, of, type Practice } from "./practice.ts";

export const signedImage: Practice = {
  ...{ id: "signed-image", section: "5.3", risk: 2, about: "containers" },
  look: (object, { signaturePolicies }) => {
    const patterns = (signaturePolicies ?? []).flatMap(patternsOf);
    if (patterns.length === 0) return undefined;
    const isNamed = (image: string) =>
      spellings(image).some((one) => patterns.some((pattern) => matches(pattern, one)));
    return of(
      containersOf(object).filter(({ image = "" }) => !isNamed(image)),
      "runs an image that no signature policy names: whoever can push it can run anything",
      "run images that no signature policy names: whoever can push them can run anything",
    );
  },
};

/** ClusterImagePolicy: spec.images[].glob. Kyverno: verifyImages of the rules. */
function patternsOf({ spec }: KubeObject): readonly string[] {
  const images: readonly { readonly glob?: string }[] = spec?.images ?? [];
  const rules: readonly { readonly verifyImages?: readonly { readonly imageReferences?: readonly string[] }[] }[] =
    spec?.rules ?? [];
  return [
    ...images.flatMap(({ glob }) => glob ?? []),
    ...rules.flatMap(({ verifyImages = [] }) => verifyImages.flatMap(({ imageReferences = [] }) => imageReferences)),
  ];
}

/**
 * `*` and `?` stand for anything here, slashes too: where the two tools differ, the workload has the benefit of the doubt.
 * No regular expression, since people of any namespace may write policies, and some patterns would keep one busy for years.
 */
function matches(pattern: string, image: string): boolean {
  const [start = "", ...others] = pattern.split(/[*?]+/);
  const end = others.pop();
  if (end === undefined) return pattern === image;
  if (!image.startsWith(start)) return false;
  let from = start.length;
  for (const piece of others) {
    const at = image.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return image.length - end.length >= from && image.endsWith(end);
}

/** "nginx" is docker.io/library/nginx:latest, and policies are written in any of these ways. */
function spellings(image: string): readonly string[] {
  const [first = ""] = image.split("/");
  const hasRegistry = image.includes("/") && /[.:]|^localhost$/.test(first);
  const paths = hasRegistry
    ? [
        image.replace(/^(index\.)?docker\.io\//, "docker.io/"),
        image.replace(/^(index\.)?docker\.io\//, "index.docker.io/"),
      ]
    : ["docker.io/", "index.docker.io/"].flatMap((registry) => [
        `${registry}${image}`,
        ...(image.includes("/") ? [] : [`${registry}library/${image}`]),
      ]);
  return [image, ...paths].flatMap((one) => [
    one,
    one.replace(/@.*$|:[^/:@]+(@.*)?$/, ""), // the repository alone
    ...(/[@:][^/]*$/.test(one) ? [] : [`${one}:latest`]),
  ]);
}
