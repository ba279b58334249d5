import type { UnitState, ManifestEntry } from '../../store/index.ts';
import { contentsOf, type Contents } from '../../disk/index.ts';
import type { UnitInput } from '../../types.ts';
import { modeText } from './mode.ts';
import type { TheirsSide } from './sides.ts';

/** What was rendered last, settled or not, out of the store. */
function recorded({ mode, sha256, binary, pending }: ManifestEntry, state: UnitState): TheirsSide {
  const hash = pending?.sha256 ?? sha256 ?? '';
  const contents: Contents = {
    sha256: hash,
    canonical: hash,
    binary: binary ?? false,
    form: { bom: false, eol: '\n', open: false },
    get text() {
      return binary ? null : state.text(hash);
    },
    get bytes() {
      return Buffer.from(state.text(hash) ?? '');
    },
  };
  return { contents, mode: pending?.mode ?? mode };
}

/** What the generator would write now, by path. */
export function theirsOf(unit: UnitInput, state: UnitState): ReadonlyMap<string, TheirsSide> {
  if ('recorded' in unit) {
    return new Map(state.manifest?.files.map((entry) => [entry.path, recorded(entry, state)]));
  }
  return new Map(
    unit.files.map(({ path, contents, mode }) => [
      path,
      { contents: contentsOf(contents), mode: modeText(mode) },
    ]),
  );
}
