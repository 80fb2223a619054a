import { useEffect, useState } from "preact/hooks";
import { HealthPage } from "./health/HealthPage";
import type { Monitor } from "./health/monitor";
import type { Feed } from "./listen/feed";
import { ListenPage } from "./listen/ListenPage";
import { SearchField } from "./listen/SearchField";
import type { Player } from "./player/player";
import { PlayerBar } from "./player/PlayerBar";
import { formatRoute, parseRoute, type Route } from "./route";
import { useStore } from "./store";
import { Mark } from "./ui/Icons";

interface Props {
  readonly feed: Feed;
  readonly player: Player;
  readonly monitor: Monitor;
}

export function App({ feed, player, monitor }: Props) {
  const [route, search] = useRoute(feed);
  useTitle(route, player);
  const busy = useStore(feed, ({ status, request }) => status === "loading" && request.kind === "search");
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <header class="bar">
        <a class="brand" href="#/">
          <Mark />
          Antiphon
        </a>
        <SearchField value={route.page === "listen" ? route.query : ""} busy={busy} onInput={search} />
        <nav class="pages" aria-label="Pages">
          <a href="#/" aria-current={route.page === "listen" ? "page" : undefined}>
            Listen
          </a>
          <a href="#/health" aria-current={route.page === "health" ? "page" : undefined}>
            Health
          </a>
        </nav>
      </header>
      {route.page === "health" ? <HealthPage monitor={monitor} /> : <ListenPage feed={feed} player={player} />}
      <PlayerBar player={player} />
    </>
  );
}

/** Follows the address; typing in the search changes it without a step in the history per letter. */
function useRoute(feed: Feed): [Route, (query: string) => void] {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const address = formatRoute(route);
  useEffect(() => {
    if (route.page === "listen") {
      const query = route.query.trim();
      feed.show(query === "" ? { kind: "trending", range: route.range } : { kind: "search", query });
    }
  }, [feed, address]);
  const search = (query: string) => {
    const next: Route = { page: "listen", range: route.page === "listen" ? route.range : "week", query };
    const first = route.page !== "listen" || route.query === "";
    history[first ? "pushState" : "replaceState"](null, "", formatRoute(next));
    setRoute(next);
  };
  return [route, search];
}

function useTitle(route: Route, player: Player): void {
  const playing = useStore(player, ({ status, track }) =>
    status === "playing" && track !== undefined ? `${track.title} · ${track.user?.name ?? ""}` : "",
  );
  const title = playing || (route.page === "health" ? "Health · Antiphon" : "Antiphon");
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** The address is the route, so that the link moves the focus itself. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
