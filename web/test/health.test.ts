import { describe, expect, it } from "vitest";
import { readHealth, worst } from "../src/health/health";

describe("the health document", () => {
  it("gives each service with its parts and figures", () => {
    const [indexer] = readHealth({
      services: [
        {
          name: "indexer",
          state: "degraded",
          version: "0.1.0",
          uptime_seconds: 12,
          components: [{ name: "chain", state: "degraded", reason: "37 blocks behind" }],
          details: { block_difference: 37 },
        },
      ],
    });
    expect(indexer).toEqual({
      name: "indexer",
      state: "degraded",
      version: "0.1.0",
      reason: "",
      uptimeSeconds: 12,
      components: [{ name: "chain", state: "degraded", reason: "37 blocks behind" }],
      figures: [["block_difference", 37]],
    });
  });

  it("gives the reason of a service that does not answer", () => {
    const [content] = readHealth({
      services: [{ name: "content", state: "unhealthy", version: null, uptime_seconds: null, components: [], reason: "can't be reached" }],
    });
    expect(content).toMatchObject({ state: "unhealthy", version: "", reason: "can't be reached", uptimeSeconds: undefined });
  });

  it("does not take a state it doesn't know for a good one", () => {
    const [service] = readHealth({ services: [{ name: "new", state: "unspecified" }] });
    expect(service?.state).toBe("unknown");
    expect(worst(["healthy", "unknown"])).toBe("unknown");
  });

  it.each([undefined, null, {}, { services: [] }, { services: "none" }])("%j is refused", (document) => {
    expect(() => readHealth(document)).toThrow("names no services");
  });

  it("is as ill as its worst service", () => {
    expect(worst(["healthy", "unhealthy", "degraded"])).toBe("unhealthy");
    expect(worst(["healthy", "starting"])).toBe("starting");
    expect(worst(["healthy"])).toBe("healthy");
  });
});
