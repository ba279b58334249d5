import { eventNameOf, kebab } from '../read/topic-names.ts';

/** Longer names have more words than anybody compares. */
const MOST_WORDS = 64;
/** A text that occurs in more topics than that does not distinguish them. */
const MOST_TOPICS = 1000;

/**
 * Gives for the names of an operation the one topic that shares most words with them; null where none or several do.
 * The topics are indexed by their words once: a contract may hold thousands of both.
 */
export function closestOf(topics: readonly string[]): (names: readonly string[]) => string | null {
  const byWord = new Map<string, Map<string, number>>();
  for (const topic of topics) {
    for (const word of stems(eventNameOf(topic))) {
      const counts = byWord.get(word) ?? new Map<string, number>();
      byWord.set(word, counts.set(topic, (counts.get(topic) ?? 0) + 1));
    }
  }
  return (names) => {
    const scores = new Map<string, number>();
    for (const word of new Set(names.flatMap(stems))) {
      const counts = byWord.get(word);
      if (counts === undefined || counts.size > MOST_TOPICS) continue;
      for (const [topic, count] of counts) scores.set(topic, (scores.get(topic) ?? 0) + count);
    }
    let best: string | null = null;
    let most = 0;
    for (const [topic, score] of scores) {
      if (score === most) best = null;
      if (score <= most) continue;
      best = topic;
      most = score;
    }
    return best;
  };
}

/** Words without what makes a verb past or a noun plural, so that `append` meets `appended`. */
function stems(name: string): string[] {
  return kebab(name)
    .split('-')
    .slice(0, MOST_WORDS)
    .map((word) => (word.length > 4 ? word.replace(/(?:ed|ing|es|e|s)$/, '') : word));
}
