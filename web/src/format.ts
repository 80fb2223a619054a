const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const FIGURE = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** Seconds as `m:ss`, or `h:mm:ss` from an hour on. */
export function formatTime(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? [hours, ...parts].join(":") : parts.join(":").replace(/^0/, "");
}

export function formatPlays(count: number): string {
  return `${COMPACT.format(count)} ${count === 1 ? "play" : "plays"}`;
}

/** How long something has been up, in its two largest units. */
export function formatUptime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const units: [number, string][] = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ];
  const first = units.findIndex(([count]) => count > 0);
  const shown = first < 0 ? units.slice(-1) : units.slice(first, first + 2);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(" ");
}

/** A figure of a service, by the unit that its name ends with. */
export function formatFigure(name: string, value: unknown): string {
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  if (typeof value !== "number") {
    return typeof value === "string" ? value : JSON.stringify(value);
  }
  return name.endsWith("_bytes") ? formatBytes(value) : FIGURE.format(value);
}

function formatBytes(bytes: number): string {
  const exponent = BYTE_UNITS.findLastIndex((_unit, power) => power === 0 || bytes >= 1024 ** power);
  const amount = bytes / 1024 ** exponent;
  return `${FIGURE.format(exponent === 0 ? amount : Number(amount.toPrecision(3)))} ${BYTE_UNITS[exponent]}`;
}
