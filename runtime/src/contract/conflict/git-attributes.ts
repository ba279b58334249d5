/** In a project's root. */
export const ATTRIBUTES_FILE = '.gitattributes';

/** Lines of one subject, below a comment that says what they are for. */
interface Group {
  readonly comment: string;
  readonly lines: readonly string[];
}

/**
 * `union` is built into git and needs no configuration: where two branches changed neighboring lines, git takes the lines
 * of both, and the reader of the records chooses.
 */
const GROUPS: readonly Group[] = [
  {
    comment: '# Records of generator-onex. Git merges them line by line and leaves their line endings alone.',
    lines: [
      '**/.onex/** -text linguist-generated',
      '**/.onex/manifest.json merge=union',
      '**/.onex/base.txt merge=union',
    ],
  },
  {
    comment:
      '# Contracts, and files that list what is in them. A clone where "onex doctor --fix" was run merges them by key.',
    lines: [
      'nodes/**/contract.yaml merge=onex',
      'nodes/**/*.manifest.yaml merge=onex',
      'nodes/**/README.md merge=onex',
      'nodes/**/v*/*.ts merge=onex',
      'nodes/**/enums/*.ts merge=onex',
      'nodes/**/models/*.ts merge=onex',
    ],
  },
];

function presentIn(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').map((line) => line.trim().replaceAll(/\s+/g, ' ')));
}

/** Lines that a `.gitattributes` lacks. @param text `''` where there is no file */
export function missingAttributes(text: string): readonly string[] {
  const present = presentIn(text);
  return GROUPS.flatMap(({ lines }) => lines).filter((line) => !present.has(line));
}

/** The text with the missing lines at its end. All other lines stay as they are. */
export function withAttributes(text: string): string {
  const present = presentIn(text);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return GROUPS.reduce((above, { comment, lines }) => {
    const missing = lines.filter((line) => !present.has(line));
    if (missing.length === 0) return above;
    const start = above === '' ? '' : `${above.replace(/\r?\n$/, '')}${eol}${eol}`;
    return `${start}${[...(present.has(comment) ? [] : [comment]), ...missing].join(eol)}${eol}`;
  }, text);
}
