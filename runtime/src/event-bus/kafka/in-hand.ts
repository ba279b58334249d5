/** Work that has begun and is to be finished. */
export interface InHand {
  run(work: () => Promise<void>): Promise<void>;
  /** Resolves when none is left. */
  none(): Promise<void>;
}

export function createInHand(): InHand {
  const works = new Set<Promise<void>>();
  return {
    async run(work) {
      const mine = work();
      works.add(mine);
      try {
        await mine;
      } finally {
        works.delete(mine);
      }
    },
    async none() {
      while (works.size > 0) await Promise.allSettled(works);
    },
  };
}
