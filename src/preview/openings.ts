import type { Session } from '../aws/session.ts';
import type { MintedUrl } from '../mintedUrl.ts';
import type { EntryPoint } from '../quicksight/entryPoints.ts';
import type { Analysis, Dashboard } from '../quicksight/resources.ts';
import { KIND_NAMES, resourceKey } from '../resources.ts';
import type { StudioTarget } from '../sagemaker/studioUrl.ts';

/** Everything a URL is minted for. */
export type Opening = Dashboard | Analysis | { kind: 'console'; entryPoint: EntryPoint; name: string } | ({ kind: 'studio' } & StudioTarget);

/**
 * Mints a URL. The services' code is loaded here, on first use.
 * @param framedBy the origins that will frame the page; empty where a browser opens it
 * @throws what AWS answers
 */
export async function mint(session: Session, opening: Opening, framedBy: string[] = []): Promise<MintedUrl> {
  switch (opening.kind) {
    case 'dashboard':
      return (await import('../quicksight/embedUrl.ts')).mintDashboardUrl(session, opening, framedBy);
    case 'analysis':
      // An analysis has no embedding of its own: it opens in the console, which takes its path as the entry point.
      return (await import('../quicksight/embedUrl.ts')).mintConsoleUrl(session, `/analyses/${opening.id}`, framedBy);
    case 'console':
      return (await import('../quicksight/embedUrl.ts')).mintConsoleUrl(session, opening.entryPoint, framedBy);
    case 'studio':
      return (await import('../sagemaker/studioUrl.ts')).mintStudioUrl(session, opening);
  }
}

/**
 * What minting for QuickSight needs first, begun while a webview is still coming up: the code, and the caller's QuickSight
 * user. That it fails is told by `mint`, which asks again.
 */
export async function prepare(session: Session): Promise<void> {
  try {
    const [{ quickSightUser }] = await Promise.all([import('../quicksight/user.ts'), import('../quicksight/embedUrl.ts')]);
    await quickSightUser(session);
  } catch {
    // see above
  }
}

/** SageMaker does not document whether Studio may be framed, so it never is. */
export function isFramable(opening: Opening): boolean {
  return opening.kind !== 'studio';
}

/** The title of what opens. */
export function openingName(opening: Opening): string {
  return opening.kind === 'studio' ? [opening.domain.name, opening.userProfile, opening.space].filter(Boolean).join('/') : opening.name;
}

/** What it is, in a word or two. */
export function openingKind(opening: Opening): string {
  switch (opening.kind) {
    case 'console':
      return 'QuickSight console';
    case 'studio':
      return 'SageMaker Studio';
    default:
      return KIND_NAMES[opening.kind];
  }
}

/** Tells openings apart: one panel for each. */
export function openingKey(opening: Opening): string {
  switch (opening.kind) {
    case 'console':
      return `console${opening.entryPoint}`;
    case 'studio':
      return `studio/${opening.domain.id}/${opening.userProfile}/${opening.space ?? ''}`;
    default:
      return resourceKey(opening);
  }
}
