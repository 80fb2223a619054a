import type { ComponentChildren } from "preact";

interface Props {
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly tone?: "calm" | "alarm";
  readonly onRetry?: () => void;
}

/** What stands where a list would, when there is none. */
export function Notice({ title, children, tone = "calm", onRetry }: Props) {
  return (
    <div class={`notice ${tone}`} role={tone === "alarm" ? "alert" : "status"}>
      <p class="notice-title">{title}</p>
      {children !== undefined && <p class="notice-text">{children}</p>}
      {onRetry !== undefined && (
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
