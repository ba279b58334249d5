import { contentsOf, toBytes, type Contents, type TextForm } from '../../disk/index.ts';
import { languageOf } from '../documents/index.ts';
import { type MarkerStyle, marked } from '../markers.ts';
import { mergeByKey, type Language, type KeyMerge } from '../structured.ts';
import type { Labels } from '../types.ts';
import { withBothAdditions } from './generated.ts';
import { coarse, splitLines, threeWay, type Region } from '../regions.ts';

function resolved(regions: readonly Region[], side: 'ours' | 'theirs'): string {
  return regions.flatMap((region) => (region.clash ? region[side] : region.lines)).join('');
}

/**
 * Returns one text with conflict markers, from texts that differ only where the sides conflict. Resolving all conflicts
 * to one side gives exactly that side's text. If a line comparison would mix the sides, the regions are joined into
 * one.
 */
function withMarkers({ base, ours, theirs }: KeyMerge['texts'], labels: Labels, style: MarkerStyle): string {
  const lines = [splitLines(base), splitLines(ours), splitLines(theirs)] as const;
  const fine = threeWay(...lines);
  const fits =
    fine.some(({ clash }) => clash) && resolved(fine, 'ours') === ours && resolved(fine, 'theirs') === theirs;
  return (fits ? fine : coarse(...lines))
    .map((region) =>
      region.clash ? marked(region.ours, region.base, region.theirs, labels, style) : region.lines.join(''),
    )
    .join('');
}

/** The three versions of a file, as git stores them. */
export interface Versions {
  readonly base: Uint8Array;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
}

/** The output of a merge. */
export interface DriverResult {
  readonly contents: Uint8Array;
  readonly isConflict: boolean;
}

interface Texts {
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
  readonly form: TextForm;
}

function mergedForm(base: Contents, ours: Contents, theirs: Contents): TextForm {
  const pick = <Key extends keyof TextForm>(key: Key): TextForm[Key] =>
    base.text !== '' && ours.form[key] === base.form[key] ? theirs.form[key] : ours.form[key];
  return { bom: pick('bom'), eol: pick('eol'), open: pick('open') };
}

/** Returns null if a version is binary. An empty base means that both sides added the file. */
function textsOf(versions: Versions): Texts | null {
  const [base, ours, theirs] = [versions.base, versions.ours, versions.theirs].map((bytes) =>
    contentsOf(bytes),
  ) as [Contents, Contents, Contents];
  if (base.text === null || ours.text === null || theirs.text === null) return null;
  return {
    base: base.text === '' ? null : base.text,
    ours: ours.text,
    theirs: theirs.text,
    form: mergedForm(base, ours, theirs),
  };
}

/** @param style Used only if the sides conflict. */
function mergeTexts(texts: Texts, language: Language, labels: Labels, style: () => MarkerStyle) {
  // A base with conflict markers is itself a merge of several bases, so its keys are unknown.
  if (texts.base !== null && language.parse(texts.base) === null) return null;
  const merged = mergeByKey({ ...texts, labels }, language);
  if (merged === null) return null;
  if (merged.clashes.length > 0)
    return { text: withMarkers(merged.texts, labels, style()), isConflict: true };
  return language.parse(merged.texts.ours) && { text: merged.texts.ours, isConflict: false };
}

/**
 * Merges three versions by key.
 * @param path Its name determines the language.
 * @returns null if they cannot be merged by key
 */
export async function mergeVersions(
  path: string,
  versions: Versions,
  labels: Labels,
  style: () => MarkerStyle,
): Promise<DriverResult | null> {
  const [language, texts] = [await languageOf(path), textsOf(versions)];
  if (language === null || texts === null) return null;
  const merged = mergeTexts(texts, language, labels, style);
  return merged && { contents: toBytes(merged.text, texts.form), isConflict: merged.isConflict };
}

/**
 * Merges a generated file to which both sides added lines of the generator.
 * @param files The files in which git stored our version and theirs.
 * @returns null for any other conflict
 */
export async function mergeAdditions(
  path: string,
  versions: Versions,
  files: readonly [ours: string, theirs: string],
): Promise<DriverResult | null> {
  const texts = textsOf(versions);
  if (texts?.base == null) return null;
  const { base, ours, theirs, form } = texts;
  const text = await withBothAdditions(path, { base, ours, theirs }, files);
  return text === null ? null : { contents: toBytes(text, form), isConflict: false };
}

/**
 * Returns a merge by line in which git found no conflict. If that merge broke a text that was valid on both sides,
 * returns one conflict around all changes.
 */
export async function checkedMerge(
  path: string,
  versions: Versions,
  byLine: Uint8Array,
  labels: Labels,
  style: () => MarkerStyle,
): Promise<DriverResult> {
  const [language, texts] = [await languageOf(path), textsOf(versions)];
  const { text } = contentsOf(byLine);
  const parses = (one: string): boolean => language?.parse(one) !== null;
  if (texts === null || text === null || parses(text) || !parses(texts.ours) || !parses(texts.theirs))
    return { contents: byLine, isConflict: false };
  const { base, ours, theirs, form } = texts;
  const marked = withMarkers({ base: base ?? '', ours, theirs }, labels, style());
  return { contents: toBytes(marked, form), isConflict: true };
}
