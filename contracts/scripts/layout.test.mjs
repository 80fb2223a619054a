import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutOf, layoutProblems, layoutText } from "./layout.mjs";

const owner = { slot: 0, offset: 0, label: "owner", type: "address" };
const paused = { slot: 0, offset: 20, label: "paused", type: "bool" };
const total = { slot: 1, offset: 0, label: "total", type: "uint256" };
const pair = { "struct C.Pair": [{ ...total, label: "first", slot: 0 }] };

function layout(storage, structs = {}) {
  return { storage, structs };
}

test("variables may be appended, in the last word too", () => {
  assert.deepEqual(layoutProblems(layout([owner]), layout([owner, paused, total], pair)), []);
});

test("variables may not move, change, or go", () => {
  const moved = "variable total changed or moved";
  assert.deepEqual(layoutProblems(layout([total]), layout([owner, total])), [moved]);
  assert.deepEqual(layoutProblems(layout([total]), layout([{ ...total, slot: 2 }])), [moved]);
  assert.deepEqual(layoutProblems(layout([total]), layout([{ ...total, type: "uint128" }])), [moved]);
  assert.deepEqual(layoutProblems(layout([owner, total]), layout([owner])), [moved]);
});

test("structs stay as they are", () => {
  const grown = { "struct C.Pair": [...pair["struct C.Pair"], { ...total, label: "second" }] };
  assert.deepEqual(layoutProblems(layout([], pair), layout([], grown)), ["struct C.Pair changed"]);
  assert.deepEqual(layoutProblems(layout([], pair), layout([])), ["struct C.Pair changed"]);
  assert.deepEqual(layoutProblems(layout([], pair), layout([], pair)), []);
});

test("a layout survives its file", () => {
  for (const one of [layout([owner, paused]), layout([total], pair)]) {
    assert.deepEqual(JSON.parse(layoutText(one)), one);
  }
});

test("ids of the compiler's syntax tree are left out", () => {
  const initialize = { type: "function", name: "initialize" };
  const types = { "t_contract(IRegistry)77": { label: "contract IRegistry" } };
  const storage = [{ astId: 5, contract: "src/C.sol:C", slot: "3", offset: 0, label: "registry", type: "t_contract(IRegistry)77" }];
  const expected = layout([{ slot: 3, offset: 0, label: "registry", type: "contract IRegistry" }]);
  assert.deepEqual(layoutOf({ abi: [initialize], storageLayout: { storage, types } }), expected);
  assert.equal(layoutOf({ abi: [], storageLayout: { storage, types } }), undefined);
});
