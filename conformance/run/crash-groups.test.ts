import { expect, test } from "vitest";
import { createCrashGroups } from "./crash-groups.ts";

test("those that fell with one process all learn that one of them crashes alone", async () => {
  const groups = createCrashGroups();
  const [first, second, other] = [groups.join(3), groups.join(3), groups.join(4)];
  const told = [first.tell(false), second.tell(true)];
  expect(await Promise.all(told)).toEqual([true, true]);
  expect(await other.tell(false)).toBe(false);
});

test("nobody is told before all have run again", async () => {
  const groups = createCrashGroups();
  const [first, second] = [groups.join(1), groups.join(1)];
  const order: string[] = [];
  const told = first.tell(true).then(() => order.push("first is told"));
  await Promise.resolve();
  order.push("second tells");
  await second.tell(false);
  await told;
  expect(order).toEqual(["second tells", "first is told"]);
});

test("a process of no number is a group of its own; a number may come again once its group is through", async () => {
  const groups = createCrashGroups();
  const [first, second] = [groups.join(undefined), groups.join(undefined)];
  expect(await first.tell(true)).toBe(true);
  expect(await second.tell(false)).toBe(false);
  expect(await groups.join(1).tell(true)).toBe(true);
  expect(await groups.join(1).tell(false)).toBe(false);
});
