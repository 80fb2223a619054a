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

/** Reads the health document's `services`; a document without them throws, so that silence never looks healthy. */
export function readHealth(document: unknown): readonly ServiceReport[] {
  const services = asObject(document)["services"];
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
  const { components, uptime_seconds: uptime } = service;
  return {
    name: text(service["name"]),
    version: text(service["version"]),
    state: readState(service["state"]),
    reason: text(service["reason"]),
    uptimeSeconds: typeof uptime === "number" ? uptime : undefined,
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

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
