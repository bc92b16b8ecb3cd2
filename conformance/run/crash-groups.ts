/** Knows which jobs fell with one process, and whether one of them brings a process down by itself. */

/** A job's membership in the group of those that fell together. */
export type CrashMember = {
  /** Tell once whether the job crashed again alone; resolves when all members have told: true where one of them did. */
  tell(again: boolean): Promise<boolean>;
};

export type CrashGroups = {
  /** Join before any member runs again. A driver that numbers no processes makes every crash a group of its own. */
  join(process: number | undefined): CrashMember;
};

type Group = {
  untold: number;
  again: boolean;
  readonly told: Promise<boolean>;
  readonly close: (again: boolean) => void;
};

function createGroup(): Group {
  let close: Group["close"] | null = null;
  const told = new Promise<boolean>((resolve) => (close = resolve));
  return { untold: 0, again: false, told, close: (again) => close?.(again) };
}

export function createCrashGroups(): CrashGroups {
  const groups = new Map<number, Group>();

  return {
    join(process) {
      const group = (process === undefined ? undefined : groups.get(process)) ?? createGroup();
      if (process !== undefined) groups.set(process, group);
      group.untold += 1;
      return {
        tell(again) {
          group.again ||= again;
          group.untold -= 1;
          if (group.untold === 0) {
            if (process !== undefined) groups.delete(process);
            group.close(group.again);
          }
          return group.told;
        },
      };
    },
  };
}
