import type { JSX } from "preact";

function icon(path: string) {
  return (props: JSX.SVGAttributes<SVGSVGElement>) => (
    <svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true" {...props}>
      <path d={path} />
    </svg>
  );
}

export const PlayIcon = icon("M8 5.3v13.4c0 .8.9 1.3 1.5.8l10-6.7c.6-.4.6-1.2 0-1.6l-10-6.7c-.6-.5-1.5 0-1.5.8Z");
export const PauseIcon = icon("M7 5h3a.6.6 0 0 1 .6.6v12.8a.6.6 0 0 1-.6.6H7a.6.6 0 0 1-.6-.6V5.6A.6.6 0 0 1 7 5Zm7 0h3a.6.6 0 0 1 .6.6v12.8a.6.6 0 0 1-.6.6h-3a.6.6 0 0 1-.6-.6V5.6A.6.6 0 0 1 14 5Z");
export const NextIcon = icon("M6 6.2v11.6c0 .8.9 1.2 1.5.8l8-5.8c.5-.4.5-1.2 0-1.6l-8-5.8C6.9 5 6 5.4 6 6.2ZM17 5h1.6v14H17V5Z");
export const PreviousIcon = icon("M18 6.2v11.6c0 .8-.9 1.2-1.5.8l-8-5.8c-.5-.4-.5-1.2 0-1.6l8-5.8c.6-.4 1.5 0 1.5.8ZM5.4 5H7v14H5.4V5Z");
export const SearchIcon = icon("M10.5 4a6.5 6.5 0 0 1 5.2 10.4l4.4 4.4-1.3 1.3-4.4-4.4A6.5 6.5 0 1 1 10.5 4Zm0 1.8a4.7 4.7 0 1 0 0 9.4 4.7 4.7 0 0 0 0-9.4Z");
export const ClearIcon = icon("m6.7 5.3 5.3 5.3 5.3-5.3 1.4 1.4-5.3 5.3 5.3 5.3-1.4 1.4-5.3-5.3-5.3 5.3-1.4-1.4 5.3-5.3-5.3-5.3 1.4-1.4Z");
export const VolumeIcon = icon("M4 9.5v5h3.2l4.3 3.6V5.9L7.2 9.5H4Zm11-1.3a5 5 0 0 1 0 7.6l-1.1-1.3a3.3 3.3 0 0 0 0-5L15 8.2Zm2.3-2.7a8.5 8.5 0 0 1 0 13l-1.1-1.3a6.8 6.8 0 0 0 0-10.4l1.1-1.3Z");

/** The sign of the house: two voices that answer each other. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" fill="none" aria-hidden="true">
      <path class="call" d="M13 6.5a13.5 13.5 0 0 0 0 19M7 10.5a9.5 9.5 0 0 0 0 11" />
      <path class="response" d="M19 6.5a13.5 13.5 0 0 1 0 19M25 10.5a9.5 9.5 0 0 1 0 11" />
    </svg>
  );
}

/** Moves while a track is heard. */
export function Bars() {
  return (
    <span class="bars" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
