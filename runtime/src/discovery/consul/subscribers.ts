/** A topic's list of subscribers belongs to all of them. These changes return undefined where nothing is to change. */

export function withSubscriber(list: unknown, nodeId: string): readonly string[] | undefined {
  const ids = new Set(subscribersIn(list));
  if (Array.isArray(list) && ids.has(nodeId) && ids.size === list.length) return undefined;
  return [...ids.add(nodeId)].toSorted();
}

export function withoutSubscriber(list: unknown, nodeId: string): readonly string[] | undefined {
  const ids = subscribersIn(list);
  return ids.includes(nodeId) ? ids.filter((id) => id !== nodeId) : undefined;
}

/** The IDs in a list that anybody may have written. */
export function subscribersIn(list: unknown): readonly string[] {
  return (Array.isArray(list) ? list : []).filter((id): id is string => typeof id === 'string');
}
