import {
  GenerateEmbedUrlForRegisteredUserCommand,
  GetDashboardEmbedUrlCommand,
  GetSessionEmbedUrlCommand,
  type RegisteredUserEmbeddingExperienceConfiguration,
} from '@aws-sdk/client-quicksight';
import { callerIdentity } from '../aws/callerIdentity.ts';
import type { Session } from '../aws/session.ts';
import { BearerUrl, type MintedUrl } from '../mintedUrl.ts';
import { NeverPublished } from '../problems.ts';
import { quickSight } from './client.ts';
import type { EntryPoint } from './entryPoints.ts';
import type { Dashboard } from './resources.ts';
import { quickSightUser, type QuickSightUser } from './user.ts';

/** Seconds for which an embed URL can be opened; fixed by QuickSight (GetDashboardEmbedUrl, API reference). */
const EMBED_URL_SECONDS = 300;

/** What minting needs to know of a dashboard. */
export type DashboardToOpen = Pick<Dashboard, 'id' | 'name' | 'publishedVersion'>;

/**
 * Mints a URL for one dashboard, read-only.
 * @throws NeverPublished, what AWS answers, and AbortError when the session ends
 */
export async function mintDashboardUrl(session: Session, { id, name, publishedVersion }: DashboardToOpen, framedBy: string[]): Promise<MintedUrl> {
  if (publishedVersion === undefined) throw new NeverPublished(name);
  return mint(session, framedBy, {
    experience: { Dashboard: { InitialDashboardId: id } },
    elder: {
      name: 'GetDashboardEmbedUrl',
      ask: async () => {
        const { client, AwsAccountId, options } = await quickSight(session);
        return client.send(new GetDashboardEmbedUrlCommand({ AwsAccountId, DashboardId: id, IdentityType: 'IAM' }), options);
      },
    },
  });
}

/** Mints a URL for the QuickSight console, where analyses are opened too. @throws what AWS answers, and AbortError when the session ends */
export function mintConsoleUrl(session: Session, entryPoint: EntryPoint, framedBy: string[]): Promise<MintedUrl> {
  return mint(session, framedBy, {
    experience: { QuickSightConsole: { InitialPath: entryPoint } },
    elder: {
      name: 'GetSessionEmbedUrl',
      ask: async () => {
        const { client, AwsAccountId, options } = await quickSight(session);
        return client.send(new GetSessionEmbedUrlCommand({ AwsAccountId, EntryPoint: entryPoint }), options);
      },
    },
  });
}

interface Request {
  experience: RegisteredUserEmbeddingExperienceConfiguration;
  elder: { name: string; ask: () => Promise<{ EmbedUrl?: string }> };
}

/**
 * GenerateEmbedUrlForRegisteredUser where the caller's QuickSight user is known: it alone can say which sites may frame
 * the page (AllowedDomains), but it takes the user's ARN. Where the user is not known, or IAM allows only the elder
 * operation, that one: QuickSight then finds the user from the IAM identity by itself.
 */
async function mint(session: Session, framedBy: string[], { experience, elder }: Request): Promise<MintedUrl> {
  const user = await quickSightUser(session);
  const generateDenied = deniedGenerate.has(session);
  if (user.known && !generateDenied) {
    try {
      return await generate(session, user, framedBy, experience);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'AccessDeniedException' || !error.message.includes('GenerateEmbedUrlForRegisteredUser')) throw error;
      deniedGenerate.add(session);
    }
  }
  const mintedAt = new Date();
  const { EmbedUrl } = await elder.ask();
  return {
    ...minted(EmbedUrl, mintedAt),
    operation: elder.name,
    why: user.known ? 'IAM does not allow quicksight:GenerateEmbedUrlForRegisteredUser' : user.why,
    framing: { by: 'accountList' },
    as: user.known ? user.name : nameIn((await callerIdentity(session)).arn),
  };
}

/** Sessions that were told so; asking again would cost a request for each opening. */
const deniedGenerate = new WeakSet<Session>();

async function generate(
  session: Session,
  user: Extract<QuickSightUser, { known: true }>,
  framedBy: string[],
  ExperienceConfiguration: RegisteredUserEmbeddingExperienceConfiguration,
): Promise<MintedUrl> {
  const { client, AwsAccountId, options } = await quickSight(session);
  const mintedAt = new Date();
  const { EmbedUrl } = await client.send(
    new GenerateEmbedUrlForRegisteredUserCommand({
      AwsAccountId,
      UserArn: user.arn,
      ExperienceConfiguration,
      ...(framedBy.length > 0 && { AllowedDomains: framedBy }),
    }),
    options,
  );
  return {
    ...minted(EmbedUrl, mintedAt),
    operation: 'GenerateEmbedUrlForRegisteredUser',
    why: `${user.name} is a QuickSight user (${user.role})`,
    framing: framedBy.length > 0 ? { by: 'allowedDomains', domains: framedBy } : { by: 'accountList' },
    as: user.name,
  };
}

function minted(url: string | undefined, mintedAt: Date) {
  if (!url) throw new Error('QuickSight answered without a URL.');
  return { url: new BearerUrl(url), mintedAt, expiresAt: new Date(mintedAt.getTime() + EMBED_URL_SECONDS * 1000), singleUse: true };
}

function nameIn(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

/**
 * Which of these origins `AllowedDomains` can take: https, or http on localhost; no IP address; at most three
 * (GenerateEmbedUrlForRegisteredUser, API reference). A frame needs every one of its ancestors allowed.
 */
export function allowedDomains(origins: readonly string[]): { domains: string[]; refused: string[] } {
  const distinct = [...new Set(origins)];
  const refused = distinct.filter((origin) => !canBeAllowed(origin));
  const domains = distinct.filter(canBeAllowed);
  return { domains: domains.slice(0, 3), refused: [...refused, ...domains.slice(3)] };
}

function canBeAllowed(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  if (/^\[|^\d{1,3}(\.\d{1,3}){3}$/.test(hostname)) return false;
  return protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
}
