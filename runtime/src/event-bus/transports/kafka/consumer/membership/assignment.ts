import type { SubscribeOptions } from '../../../transport.ts';

type Partitions = Readonly<Record<string, readonly number[]>>;

/** The partitions of a member, as `topic/number`. */
export interface Assignments {
  /** The group was joined. These partitions belong to the member from now on. */
  assigned(partitions: Partitions): void;
  /** The group was left. */
  none(): void;
  /** Partitions of the member now. */
  current(): readonly string[];
}

export function createAssignments({ onAssignment }: Pick<SubscribeOptions, 'onAssignment'>): Assignments {
  let current: readonly string[] = [];
  const change = (assigned: readonly string[]): void => {
    const before = current;
    current = assigned;
    onAssignment?.({
      gained: assigned.filter((name) => !before.includes(name)),
      lost: before.filter((name) => !assigned.includes(name)),
      assigned,
    });
  };
  return {
    assigned: (partitions) =>
      change(
        Object.entries(partitions).flatMap(([topic, numbers]) =>
          numbers.map((partition) => `${topic}/${partition}`),
        ),
      ),
    none() {
      if (current.length > 0) change([]);
    },
    current: () => current,
  };
}
