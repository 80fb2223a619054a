/** The windows of time that the listener chooses among. */
export const RANGES = ["week", "month", "allTime"] as const;
export type Range = (typeof RANGES)[number];

/** What the address shows; it can be shared and kept as a bookmark. */
export type Route =
  | { readonly page: "health" }
  | { readonly page: "listen"; readonly range: Range; readonly query: string };

/** Reads the part of an address after `#`; what it doesn't know becomes the page to listen on. */
export function parseRoute(hash: string): Route {
  const [path, search] = hash.replace(/^#/, "").split("?", 2);
  if (path === "/health") {
    return { page: "health" };
  }
  const parameters = new URLSearchParams(search);
  const range = RANGES.find((known) => known === parameters.get("range")) ?? "week";
  return { page: "listen", range, query: parameters.get("q") ?? "" };
}

export function formatRoute(route: Route): string {
  if (route.page === "health") {
    return "#/health";
  }
  const parameters = new URLSearchParams();
  if (route.query !== "") {
    parameters.set("q", route.query);
  }
  if (route.range !== "week") {
    parameters.set("range", route.range);
  }
  const search = parameters.toString();
  return search === "" ? "#/" : `#/?${search}`;
}
