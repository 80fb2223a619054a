// Storage layouts of the contracts that run behind proxies: an upgrade must find all its state where it was.

/** The layout of a contract without what changes from compilation to compilation; none if it never runs behind a proxy. */
export function layoutOf({ abi, storageLayout }) {
  if (!abi.some(({ type, name }) => type === "function" && name === "initialize")) return undefined;
  const types = storageLayout.types ?? {};
  const plain = ({ slot, offset, label, type }) => ({ slot: Number(slot), offset, label, type: types[type].label });
  const structs = Object.values(types)
    .filter(({ members }) => members)
    .map(({ label, members }) => [label, members.map(plain)])
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { storage: storageLayout.storage.map(plain), structs: Object.fromEntries(structs) };
}

/** One line per variable, so that a change reads well. */
export function layoutText({ storage, structs }) {
  const lines = (variables, indent) => variables.map((variable) => `\n${indent}${JSON.stringify(variable)}`).join(",");
  const blocks = Object.entries(structs).map(([name, members]) => `\n    "${name}": [${lines(members, "      ")}\n    ]`);
  return `{
  "storage": [${lines(storage, "    ")}
  ],
  "structs": {${blocks.join(",")}${blocks.length > 0 ? "\n  " : ""}}
}
`;
}

/**
 * What makes an upgrade from one layout to the other lose state: variables may only be appended. Structs may not even
 * grow, since they may be the elements of an array; new ones may come.
 */
export function layoutProblems(before, after) {
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  return [
    ...before.storage
      .filter((variable, index) => !same(variable, after.storage[index]))
      .map(({ label }) => `variable ${label} changed or moved`),
    ...Object.entries(before.structs)
      .filter(([name, members]) => !same(members, after.structs[name]))
      .map(([name]) => `${name} changed`),
  ];
}
