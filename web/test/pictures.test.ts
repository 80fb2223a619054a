// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { pictures } from "../src/ui/pictures";

describe("pictures", () => {
  it("are asked for at the mirrors after the first choice", () => {
    const small = "https://one.example/content/abc/150x150.jpg";
    expect(pictures({ small, mirrors: ["https://two.example/", "https://three.example"] })).toEqual([
      small,
      "https://two.example/content/abc/150x150.jpg",
      "https://three.example/content/abc/150x150.jpg",
    ]);
  });

  it("are none for a track without artwork", () => {
    expect(pictures(undefined)).toEqual([]);
    expect(pictures({ small: "", mirrors: ["https://two.example"] })).toEqual([]);
  });
});
