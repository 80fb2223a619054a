import { createClient as createServiceClient, type Client, type Interceptor } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { UploadService } from "./gen/antiphon/content/v1/upload_service_pb.js";
import { IndexService } from "./gen/antiphon/discovery/v1/index_service_pb.js";
import { TrackService } from "./gen/antiphon/discovery/v1/track_service_pb.js";
import { UserService } from "./gen/antiphon/discovery/v1/user_service_pb.js";

/** Uploads without the streaming `upload`: a browser cannot stream a request, so that files go by multipart POST. */
export type UploadClient = Omit<Client<typeof UploadService>, "upload">;

/** The services of a gateway. Every call rejects with a `ConnectError`; {@link failureOf} tells what it says. */
export interface AntiphonClient {
  readonly tracks: Client<typeof TrackService>;
  readonly users: Client<typeof UserService>;
  readonly uploads: UploadClient;
  readonly index: Client<typeof IndexService>;
}

export interface ClientOptions {
  /** The deadline, in milliseconds, of a call that names none; the gateway's own when absent. */
  readonly timeoutMs?: number;
  /** Replaces the platform's `fetch`, e.g. on React Native. */
  readonly fetch?: typeof globalThis.fetch;
  /** Wrapped around every call, the first outermost. */
  readonly interceptors?: Interceptor[];
}

/**
 * Connects to a gateway over binary gRPC-Web.
 *
 * @param baseUrl the gateway's address, e.g. `http://127.0.0.1:8080`
 */
export function createClient(baseUrl: string, options: ClientOptions = {}): AntiphonClient {
  const { timeoutMs, ...rest } = options;
  const transport = createGrpcWebTransport({
    baseUrl: baseUrl.replace(/\/+$/, ""),
    ...rest,
    ...(timeoutMs === undefined ? {} : { defaultTimeoutMs: timeoutMs }),
  });
  return {
    tracks: createServiceClient(TrackService, transport),
    users: createServiceClient(UserService, transport),
    uploads: createServiceClient(UploadService, transport),
    index: createServiceClient(IndexService, transport),
  };
}
