import { describe, expect, it } from "vitest";
import { formatRoute, parseRoute, type Route } from "../src/route";

describe("the address", () => {
  it.each<[string, Route]>([
    ["#/", { page: "listen", range: "week", query: "" }],
    ["#/?range=month", { page: "listen", range: "month", query: "" }],
    ["#/?q=salt+%26+sea", { page: "listen", range: "week", query: "salt & sea" }],
    ["#/?q=a&range=allTime", { page: "listen", range: "allTime", query: "a" }],
    ["#/health", { page: "health" }],
  ])("%s is read and written alike", (address, route) => {
    expect(parseRoute(address)).toEqual(route);
    expect(formatRoute(route)).toBe(address);
  });

  it("keeps a query that looks like an address", () => {
    const route: Route = { page: "listen", range: "week", query: "why? a=b#c%" };
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it.each(["", "#", "#/nothing", "#/?range=decade"])("%j shows this week's trending tracks", (address) => {
    expect(parseRoute(address)).toEqual({ page: "listen", range: "week", query: "" });
  });
});
