export { createClient, type AntiphonClient, type ClientOptions, type UploadClient } from "./client.js";
export { failureOf, failureOfBody, type Failure } from "./failure.js";
export { decodeHashId, encodeHashId } from "./hashid.js";

export { ErrorReason } from "./gen/antiphon/common/v1/error_reason_pb.js";
export { HealthState } from "./gen/antiphon/common/v1/health_service_pb.js";
export * from "./gen/antiphon/content/v1/upload_service_pb.js";
export * from "./gen/antiphon/discovery/v1/index_service_pb.js";
export * from "./gen/antiphon/discovery/v1/track_pb.js";
export * from "./gen/antiphon/discovery/v1/track_service_pb.js";
export * from "./gen/antiphon/discovery/v1/user_pb.js";
export * from "./gen/antiphon/discovery/v1/user_service_pb.js";
