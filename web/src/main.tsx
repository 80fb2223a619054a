import "@fontsource-variable/figtree/wght.css";
import "@fontsource/instrument-serif/latin-400.css";
import "@fontsource/instrument-serif/latin-400-italic.css";
import "./styles/base.css";
import "./styles/listen.css";
import "./styles/player.css";
import "./styles/health.css";
import { render } from "preact";
import { explainStream, fetchPage, streamUrl } from "./api";
import { App } from "./App";
import { Monitor } from "./health/monitor";
import { Feed } from "./listen/feed";
import { connectMediaSession } from "./player/mediaSession";
import { Player } from "./player/player";

const player = new Player(new Audio(), { url: streamUrl, explain: explainStream });
const feed = new Feed(fetchPage, { kind: "trending", range: "week" });
connectMediaSession(player);

const root = document.getElementById("app");
if (root !== null) {
  render(<App feed={feed} player={player} monitor={new Monitor()} />, root);
}
