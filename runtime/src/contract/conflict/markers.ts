const isMarker = (line: string, start: string): boolean => line === start || line.startsWith(`${start} `);

/** 1-based line at which the first complete block of conflict markers begins; null if there is none. */
export function conflictLine(text: string): number | null {
  // Nearly every text has none, so it need not be split into lines.
  if (!text.includes('<<<<<<<') || !text.includes('>>>>>>>')) return null;
  let begin: number | null = null;
  let hasMiddle = false;
  for (const [index, written] of text.split('\n').entries()) {
    const line = written.trimEnd();
    if (isMarker(line, '<<<<<<<')) [begin, hasMiddle] = [index + 1, false];
    else if (begin !== null && line === '=======') hasMiddle = true;
    else if (hasMiddle && isMarker(line, '>>>>>>>')) return begin;
  }
  return null;
}
