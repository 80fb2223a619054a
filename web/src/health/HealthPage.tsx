import { useEffect } from "preact/hooks";
import { formatFigure, formatUptime } from "../format";
import { useStore } from "../store";
import { Notice } from "../ui/Notice";
import { worst, type ServiceReport, type State } from "./health";
import type { Monitor, MonitorState } from "./monitor";

export function HealthPage({ monitor }: { readonly monitor: Monitor }) {
  useEffect(() => monitor.watch(), [monitor]);
  const state = useStore(monitor, (whole) => whole);
  const { services, problem } = state;
  return (
    <main id="main" class="page" tabIndex={-1}>
      <header class="heading">
        <h1>Health</h1>
        <CheckedAt state={state} />
      </header>
      {problem !== "" && (
        <Notice tone="alarm" title="The health could not be read" onRetry={() => void monitor.check()}>
          {problem}
          {services.length > 0 && " What follows is what was known before."}
        </Notice>
      )}
      {services.length > 0 && <Summary services={services} />}
      <ul class={problem === "" ? "services" : "services stale"}>
        {services.map((service) => (
          <Service key={service.name} service={service} />
        ))}
      </ul>
    </main>
  );
}

function CheckedAt({ state: { checkedAt } }: { readonly state: MonitorState }) {
  if (checkedAt === undefined) {
    return <p class="checked">Checking …</p>;
  }
  return (
    <p class="checked">
      Checked at <time dateTime={checkedAt.toISOString()}>{checkedAt.toLocaleTimeString("en-GB")}</time>
    </p>
  );
}

function Summary({ services }: { readonly services: readonly ServiceReport[] }) {
  const ill = services.filter(({ state }) => state !== "healthy");
  const text =
    ill.length === 0
      ? `All ${services.length} services are healthy.`
      : `${ill.length} of ${services.length} services ${ill.length === 1 ? "needs" : "need"} attention: ${ill.map(({ name }) => name).join(", ")}.`;
  return (
    <p class={`summary ${worst(services.map(({ state }) => state))}`} role="status">
      <Dot state={worst(services.map(({ state }) => state))} />
      {text}
    </p>
  );
}

function Service({ service }: { readonly service: ServiceReport }) {
  const { name, state, reason, version, uptimeSeconds, components, figures } = service;
  return (
    <li class={`service ${state}`}>
      <h2>
        <Dot state={state} />
        {name}
        <span class={`badge ${state}`}>{state}</span>
      </h2>
      <p class="service-facts">
        {[version, uptimeSeconds !== undefined && `up ${formatUptime(uptimeSeconds)}`].filter(Boolean).join(" · ")}
      </p>
      {reason !== "" && <p class="service-reason">{reason}</p>}
      {components.length > 0 && (
        <ul class="components">
          {components.map((component) => (
            <li key={component.name} class={component.state}>
              <Dot state={component.state} />
              <span class="component-name">{component.name}</span>
              <span class="component-state">{component.state}</span>
              {component.reason !== "" && <span class="component-reason">{component.reason}</span>}
            </li>
          ))}
        </ul>
      )}
      {figures.length > 0 && (
        <dl class="figures">
          {figures.map(([figure, value]) => (
            <div key={figure}>
              <dt>{figure.replace(/_bytes$/, "").replaceAll("_", " ")}</dt>
              <dd>{formatFigure(figure, value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** The colour only repeats what a word beside it says. */
function Dot({ state }: { readonly state: State }) {
  return <i class={`dot ${state}`} aria-hidden="true" />;
}
