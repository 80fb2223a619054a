import { describe, expect, it } from "vitest";
import { decodeHashId, encodeHashId } from "../src/index.js";

describe("hashid", () => {
  it.each([
    [0n, "GeYrn"],
    [1n, "7eP5n"],
    [2n, "ML51L"],
    [100n, "eYZmn"],
    [123_456_789n, "PapJEk"],
    [2_147_483_647n, "b6ExxZy"],
  ])("%s is written as every Audius client writes it", (id, text) => {
    expect(encodeHashId(id)).toBe(text);
    expect(decodeHashId(text)).toBe(id);
  });

  it("takes a number as well as a bigint", () => {
    expect(encodeHashId(1)).toBe(encodeHashId(1n));
  });

  it("comes back for ids beyond 32 bits", () => {
    expect(decodeHashId(encodeHashId(9_007_199_254_740_993n))).toBe(9_007_199_254_740_993n);
  });

  it.each(["", "!!", "7eP5", "7ep5n", "7eP5n7eP5n"])("%j is refused", (text) => {
    expect(() => decodeHashId(text)).toThrow(`hashid: "${text}"`);
  });

  it("refuses a negative id", () => {
    expect(() => encodeHashId(-1)).toThrow("id: -1 (expected: 0 or more)");
  });
});
