import { useEffect, useRef } from "preact/hooks";
import { ClearIcon, SearchIcon } from "../ui/Icons";

interface Props {
  readonly value: string;
  readonly busy: boolean;
  readonly onInput: (value: string) => void;
}

/** Searches while one types; `/` goes to it from anywhere, Escape empties it. */
export function SearchField({ value, busy, onInput }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
        event.preventDefault();
        field.current?.select();
      }
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  const clear = () => {
    onInput("");
    field.current?.focus();
  };
  return (
    <form class={busy ? "search busy" : "search"} role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchIcon class="search-icon" />
      <input
        ref={field}
        type="search"
        aria-label="Search tracks and artists"
        placeholder="Search tracks and artists"
        autocomplete="off"
        spellcheck={false}
        maxLength={256}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && onInput("")}
      />
      {value === "" ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button type="button" class="icon-button" aria-label="Clear the search" onClick={clear}>
          <ClearIcon width="18" height="18" />
        </button>
      )}
    </form>
  );
}
