import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { failureOf, failureOfBody } from "../src/index.js";
import { ErrorInfoSchema } from "../src/gen/google/rpc/error_details_pb.js";

function refused(domain: string): ConnectError {
  const detail = { desc: ErrorInfoSchema, value: { reason: "TRACK_NOT_FOUND", domain } };
  return new ConnectError('track_id: "x"', Code.NotFound, undefined, [detail]);
}

describe("a rejected call", () => {
  it("tells status, reason and message", () => {
    expect(failureOf(refused("antiphon"))).toEqual({
      status: "NOT_FOUND",
      reason: "TRACK_NOT_FOUND",
      message: 'track_id: "x"',
    });
  });

  it("has no reason when the details are of another domain", () => {
    expect(failureOf(refused("example.org"))).not.toHaveProperty("reason");
  });

  it("has no reason when the gateway was not reached", () => {
    const failure = failureOf(new TypeError("Failed to fetch"));
    expect(failure).toEqual({ status: "UNKNOWN", message: "Failed to fetch" });
  });
});

describe("the body of a failed REST call", () => {
  const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "RANGE_INVALID", domain: "antiphon" }];

  it("tells status, reason and message", () => {
    const body = { error: { code: 416, status: "OUT_OF_RANGE", message: "Range: bytes=9-", details } };
    expect(failureOfBody(body)).toEqual({ status: "OUT_OF_RANGE", reason: "RANGE_INVALID", message: "Range: bytes=9-" });
  });

  it("has no reason without details", () => {
    const body = { error: { status: "UNAVAILABLE", message: "down" } };
    expect(failureOfBody(body)).toEqual({ status: "UNAVAILABLE", message: "down" });
  });

  it.each([undefined, null, "text", [], {}, { error: "text" }, { error: { message: 1 } }])("%j says nothing", (body) => {
    expect(failureOfBody(body)).toBeUndefined();
  });
});
