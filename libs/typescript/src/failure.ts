import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "./gen/google/rpc/error_details_pb.js";

const DOMAIN = "antiphon";

/** Why a call failed, the same over gRPC-Web and REST. */
export interface Failure {
  /** The gRPC status, e.g. `NOT_FOUND`. */
  readonly status: string;
  /** A name of `ErrorReason`, e.g. `TRACK_NOT_FOUND`; absent when the gateway was not reached. */
  readonly reason?: string;
  /** The reason in words, with the value and what was expected. */
  readonly message: string;
}

/** What a rejected call says. Whatever is no answer of the gateway, such as a broken connection, has no reason. */
export function failureOf(error: unknown): Failure {
  const connectError = ConnectError.from(error);
  const info = connectError.findDetails(ErrorInfoSchema).find(({ domain }) => domain === DOMAIN);
  return {
    status: statusName(connectError.code),
    message: connectError.rawMessage,
    ...(info === undefined ? {} : { reason: info.reason }),
  };
}

/** What the body of a failed REST call says, or `undefined` when it is not of the gateway's shape. */
export function failureOfBody(body: unknown): Failure | undefined {
  const error = field(body, "error");
  const message = field(error, "message");
  const status = field(error, "status");
  if (typeof message !== "string" || typeof status !== "string") {
    return undefined;
  }
  const details = field(error, "details");
  const reason = (Array.isArray(details) ? details : [])
    .filter((detail) => field(detail, "domain") === DOMAIN)
    .map((detail) => field(detail, "reason"))
    .find((found) => typeof found === "string");
  return { status, message, ...(reason === undefined ? {} : { reason }) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function statusName(code: Code): string {
  return (Code[code] ?? "Unknown").replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}
