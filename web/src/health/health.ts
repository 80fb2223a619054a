export type State = "healthy" | "degraded" | "starting" | "unhealthy" | "unknown";

/** From well to ill. */
const SEVERITY: readonly State[] = ["healthy", "unknown", "degraded", "starting", "unhealthy"];

export interface ComponentReport {
  readonly name: string;
  readonly state: State;
  readonly reason: string;
}

export interface ServiceReport {
  readonly name: string;
  readonly version: string;
  readonly state: State;
  readonly reason: string;
  /** Absent when the service did not tell. */
  readonly uptimeSeconds: number | undefined;
  readonly components: readonly ComponentReport[];
  readonly figures: readonly (readonly [string, unknown])[];
}

/** Reads the health document's `data.services`; a document without them throws, so that silence never looks healthy. */
export function readHealth(document: unknown): readonly ServiceReport[] {
  const services = asObject(asObject(document)["data"])["services"];
  if (!Array.isArray(services) || services.length === 0) {
    throw new Error("The health document names no services.");
  }
  return services.map(readService);
}

/** The worst of the services' states. */
export function worst(states: readonly State[]): State {
  return states.reduce((left, right) => (SEVERITY.indexOf(right) > SEVERITY.indexOf(left) ? right : left), "healthy");
}

function readService(value: unknown): ServiceReport {
  const service = asObject(value);
  const components = service["components"];
  return {
    name: text(service["service"] ?? service["name"]),
    version: text(service["version"]),
    state: readState(service["state"]),
    reason: text(service["reason"]),
    uptimeSeconds: readUptime(service["uptime"]),
    components: (Array.isArray(components) ? components : []).map(readComponent),
    figures: Object.entries(asObject(service["details"])),
  };
}

function readComponent(value: unknown): ComponentReport {
  const component = asObject(value);
  return { name: text(component["name"]), state: readState(component["state"]), reason: text(component["reason"]) };
}

function readState(value: unknown): State {
  return SEVERITY.find((state) => state === value) ?? "unknown";
}

/** Protobuf writes a duration in JSON as a text like `12.5s`. */
function readUptime(value: unknown): number | undefined {
  const seconds = Number.parseFloat(text(value));
  return Number.isFinite(seconds) ? seconds : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
