import { describe, expect, it } from "vitest";
import { formatFigure, formatPlays, formatTime, formatUptime } from "../src/format";

describe("figures in words", () => {
  it.each([
    [0, "0:00"],
    [9.9, "0:09"],
    [61, "1:01"],
    [600, "10:00"],
    [3725, "1:02:05"],
    [-1, "0:00"],
    [Number.NaN, "0:00"],
  ])("%d seconds last %s", (seconds, text) => expect(formatTime(seconds)).toBe(text));

  it.each([
    [0, "0 plays"],
    [1, "1 play"],
    [999, "999 plays"],
    [25_800, "25.8K plays"],
    [1_283_400, "1.3M plays"],
  ])("%d is %s", (count, text) => expect(formatPlays(count)).toBe(text));

  it.each([
    [0, "0 s"],
    [59.9, "59 s"],
    [60, "1 min 0 s"],
    [3_661, "1 h 1 min"],
    [93_842, "1 d 2 h"],
  ])("%d seconds of uptime are %s", (seconds, text) => expect(formatUptime(seconds)).toBe(text));

  it.each([
    ["disk_free_bytes", 0, "0 B"],
    ["disk_free_bytes", 1023, "1,023 B"],
    ["disk_free_bytes", 1024, "1 KiB"],
    ["disk_free_bytes", 2_040_109_465, "1.9 GiB"],
    ["block", 18_234, "18,234"],
    ["disk_has_space", true, "yes"],
    ["head", "0xabc", "0xabc"],
  ])("%s %s is %s", (name, value, text) => expect(formatFigure(name, value)).toBe(text));
});
