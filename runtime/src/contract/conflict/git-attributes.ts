/** In a project's root. */
export const ATTRIBUTES_FILE = '.gitattributes';

const COMMENT =
  '# Records of generator-onex. Git merges them line by line and leaves their line endings alone.';

/**
 * `union` is built into git and needs no configuration: where two branches changed neighboring lines, git takes the lines
 * of both, and the reader of the records chooses.
 */
const ATTRIBUTES = [
  '**/.onex/** -text linguist-generated',
  '**/.onex/manifest.json merge=union',
  '**/.onex/base.txt merge=union',
];

/** Lines for the generator's records that a `.gitattributes` lacks. @param text `''` where there is no file */
export function missingAttributes(text: string): readonly string[] {
  const present = new Set(text.split('\n').map((line) => line.trim().replaceAll(/\s+/g, ' ')));
  return ATTRIBUTES.filter((line) => !present.has(line));
}

/** The text with the missing lines at its end. All other lines stay as they are. */
export function withAttributes(text: string): string {
  const missing = missingAttributes(text);
  if (missing.length === 0) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const above = text === '' ? '' : `${text.replace(/\r?\n$/, '')}${eol}${eol}`;
  const comment = text.includes(COMMENT) ? [] : [COMMENT];
  return `${above}${[...comment, ...missing].join(eol)}${eol}`;
}
