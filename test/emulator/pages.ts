// The pages behind the minted URLs.
import type { EmbedGrant, Grants, StudioGrant } from './grants.ts';
import { analysisPage, consolePage, dashboardPage, messagePage, signInPage, studioPage } from './views.ts';
import { maySee } from './account.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/** What the pages are made from. */
export interface PageContext {
  grants: Grants;
  /** Origins that may frame what the two Get operations minted. */
  staticDomains: string[];
  now: Date;
}

/** No page holds a script, or anything from elsewhere. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

function html(status: number, body: string, frameAncestors: string[], headers: Record<string, string> = {}): WireAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      // A top-level page has no ancestor: 'none' keeps it from frames only.
      'content-security-policy': `${contentPolicy}; frame-ancestors ${frameAncestors.join(' ') || "'none'"}`,
      ...headers,
    },
    body,
  };
}

function redirect(location: string, headers: Record<string, string> = {}): WireAnswer {
  return { status: 302, headers: { location, 'cache-control': 'no-store', ...notFrameable, ...headers }, body: '' };
}

/** Studio's own headers are not documented; nobody has reported it in a frame. */
const notFrameable = { 'x-frame-options': 'DENY' };

function cookie(request: WireRequest, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

/** HttpOnly, for one path. Lax is enough in a frame: all ports of localhost are the same site. */
function setCookie(name: string, value: string, path: string): Record<string, string> {
  return { 'set-cookie': `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax` };
}

/** Answers a request that is not an AWS call. */
export function answerPage(request: WireRequest, context: PageContext): WireAnswer {
  if (request.method !== 'GET') return { status: 405, headers: { allow: 'GET', 'content-type': 'text/plain' }, body: 'Method not allowed' };
  const [, embedId, embedPath] = /^\/embed\/([^/]+)(\/.*)$/.exec(request.path) ?? [];
  if (embedId !== undefined) return answerEmbed(request, embedId, embedPath!, context);
  if (request.path === '/studio/sign-in') return html(200, signInPage(), [], notFrameable);
  const [, domainId, studioPath] = /^\/studio\/([^/]+)\/(.*)$/.exec(request.path) ?? [];
  if (domainId !== undefined) return answerStudio(request, domainId, studioPath!, context);
  if (request.path === '/') return html(200, messagePage('Emulator of AWS', 'QuickSight, SageMaker and STS for QuickStudio’s demo and tests. Point an AWS client’s endpoint URL here.'), []);
  return html(404, messagePage('Page not found', 'There is nothing at this address.'), []);
}

const sessionCookie = 'qs-session';

function answerEmbed(request: WireRequest, id: string, path: string, { grants, staticDomains, now }: PageContext): WireAnswer {
  const grant = grants.findEmbed(id);
  const frameAncestors = grant?.allowedDomains ?? staticDomains;
  const refused = (headers = {}) => html(403, messagePage('Embedding failed because of invalid URL or authorization code', 'Both of these must be valid and the authorization code must not be expired for embedding to work.'), frameAncestors, headers);
  if (!grant) return refused();
  // A query with a code signs on, if it is byte for byte the minted one. All others need the session.
  if (/(^|&)code=/.test(request.rawQuery)) {
    const session = request.path === grant.path && request.rawQuery === grant.rawQuery ? grants.signOn(grant, now) : undefined;
    return session === undefined ? refused() : embedView(grant, path, 0, frameAncestors, now, setCookie(sessionCookie, session, `/embed/${id}`));
  }
  const session = grant.session && cookie(request, sessionCookie) === grant.session.id ? grant.session : undefined;
  if (!session || now > session.expires) return refused();
  const sheet = Number(/^sheet=(\d{1,3})$/.exec(request.rawQuery)?.[1] ?? 0);
  return embedView(grant, path, sheet, frameAncestors, now);
}

function embedView(grant: EmbedGrant, path: string, sheet: number, frameAncestors: string[], now: Date, headers?: Record<string, string>): WireAnswer {
  const { user, data, region, dashboardIds } = grant;
  const who = { userName: user.UserName, role: user.Role ?? '', region, now };
  const page = (body: string, status = 200) => html(status, body, frameAncestors, headers);
  const insufficient = () => page(messagePage('We can’t display this page (Insufficient permissions)', `Ask the owner to share it with ${user.UserName}.`), 403);
  const [, kind, id] = /^\/(dashboards|analyses)\/([\w-]+)(?:\/.*)?$/.exec(path) ?? [];
  if (kind === 'dashboards') {
    const dashboard = data.dashboardsById.get(id!);
    if (!dashboard || (dashboardIds && !dashboardIds.includes(dashboard.id)) || !maySee(user, dashboard)) return insufficient();
    if (dashboard.publishedVersion === undefined) return page(messagePage('This dashboard has not been published', `${dashboard.name} has no published version to show.`));
    return page(dashboardPage(dashboard, sheet, who));
  }
  if (kind === 'analyses') {
    const analysis = data.analysesById.get(id!);
    if (!analysis || dashboardIds || !maySee(user, analysis)) return insufficient();
    if (/FAILED|DELETED/.test(analysis.status)) return page(messagePage('This analysis can’t be opened', `${analysis.name}: ${analysis.errors?.[0]?.Message ?? `its status is ${analysis.status}.`}`));
    return page(analysisPage(analysis, sheet, who));
  }
  const [, list] = /^\/start(?:\/(dashboards|analyses|favorites))?$/.exec(path) ?? [];
  if (path.startsWith('/start') && !dashboardIds) {
    // The console shows the first hundred.
    const dashboards = data.dashboards.filter((item) => maySee(user, item)).slice(0, 100);
    const analyses = data.analyses.filter((item) => item.status !== 'DELETED' && maySee(user, item));
    return page(consolePage(list ?? 'home', `/embed/${grant.id}`, { dashboards, analyses }, who));
  }
  const experience = { '/q/search': 'Ask a question about your data', '/q/generative': 'Amazon Q', '/chat': 'Quick chat' }[path];
  if (experience !== undefined && dashboardIds) return page(messagePage(experience, `Signed in as ${user.UserName}.`));
  return insufficient();
}

const studioCookie = 'studio-session';

function answerStudio(request: WireRequest, domainId: string, path: string, { grants, now }: PageContext): WireAnswer {
  const home = `/studio/${domainId}`;
  if (path === 'auth') {
    const grant: StudioGrant | undefined = grants.findStudio(request.rawQuery);
    const session = grant?.domain.details.DomainId === domainId ? grants.signOn(grant, now) : undefined;
    return session === undefined ? redirect('/studio/sign-in') : redirect(`${home}/default/lab`, setCookie(studioCookie, session, home));
  }
  const grant = grants.findStudioSession(domainId, cookie(request, studioCookie) ?? '', now);
  if (!grant || path !== 'default/lab') return redirect('/studio/sign-in');
  const { domain, userProfileName, spaceName, landingUri, region } = grant;
  const space = domain.spaces.find(({ SpaceName }) => SpaceName === spaceName);
  return html(200, studioPage({ domain, userProfileName, space, landingUri, region }), [], notFrameable);
}
