import { defineConfig, type Plugin } from "vite";

// Artwork and audio come from whichever content node holds them; everything else from the gateway itself.
const POLICY = [
  "default-src 'self'",
  "img-src * data:",
  "media-src *",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join("; ");

/** Not in development, where Vite injects styles and scripts into the page. */
const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" },
  ],
};

export default defineConfig({
  plugins: [contentSecurityPolicy],
  build: {
    // The Maven build puts this folder on the class path.
    outDir: "target/classes/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2022",
    modulePreload: { polyfill: false },
  },
  server: {
    // A gateway to develop against: ANTIPHON_URL=http://127.0.0.1:8080 npm run dev
    proxy: Object.fromEntries(
      ["/antiphon.", "/v1", "/content", "/tracks", "/uploads", "/health_check"].map((path) => [
        path,
        process.env["ANTIPHON_URL"] ?? "http://127.0.0.1:8080",
      ]),
    ),
  },
});
