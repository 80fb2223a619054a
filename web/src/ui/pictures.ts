import type { SquareImage } from "@antiphon/client";

/** Where a small picture can be had, the first choice first. */
export function pictures(image: Pick<SquareImage, "small" | "mirrors"> | undefined): readonly string[] {
  if (image === undefined || image.small === "") {
    return [];
  }
  const first = new URL(image.small, location.href);
  const others = image.mirrors.map((mirror) => `${mirror.replace(/\/+$/, "")}${first.pathname}${first.search}`);
  return [first.href, ...others];
}
