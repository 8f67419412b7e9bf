import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GenerateEmbedUrlForRegisteredUserCommand, GetDashboardEmbedUrlCommand, GetSessionEmbedUrlCommand, ListAnalysesCommand, ListDashboardsCommand, QuickSightClient } from '@aws-sdk/client-quicksight';
import { CreatePresignedDomainUrlCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { callerIdentity } from '../../src/aws/callerIdentity.ts';
import type { Session } from '../../src/aws/session.ts';
import { mintConsoleUrl, mintDashboardUrl } from '../../src/quicksight/embedUrl.ts';
import type { EntryPoint } from '../../src/quicksight/entryPoints.ts';
import { listAnalyses, listDashboards } from '../../src/quicksight/lists.ts';
import { quickSightUser } from '../../src/quicksight/user.ts';
import { mintStudioUrl } from '../../src/sagemaker/studioUrl.ts';
import { useAws } from './support/aws.ts';

/** A request as an independent AWS client (botocore) writes it. */
interface Vector {
  service: string;
  operation: string;
  input: Record<string, unknown>;
  request: { method: string; path: string; query: Record<string, unknown> | ''; target: string | null; body: unknown };
}

const { vectors } = JSON.parse(readFileSync(new URL('../fixtures/wire-vectors.json', import.meta.url), 'utf8')) as { vectors: Vector[] };

describe('requests as another AWS client writes them', () => {
  const aws = useAws();

  /** The request that `ask` sends for an operation; what it is answered does not matter. */
  async function sent(operation: string, ask: () => Promise<unknown>): Promise<Vector['request']> {
    await ask().catch(() => undefined);
    const requests = aws.emulator.requests.filter((request) => request.operation === operation);
    assert.equal(requests.length, 1, `${requests.length} requests of ${operation}`);
    const { method, path, query, target = null, body } = requests[0]!;
    return { method, path, query, target, body: body === '' ? null : JSON.parse(body) };
  }

  /** What a vector says, in the emulator's form: query values are text, and lists of one are one. */
  function expected({ request }: Vector): Vector['request'] {
    const text = (value: unknown) => (Array.isArray(value) && value.length === 1 ? String(value[0]) : Array.isArray(value) ? value.map(String) : String(value));
    const query = Object.fromEntries(Object.entries(request.query === '' ? {} : request.query).map(([name, value]) => [name, text(value)]));
    return { ...request, query };
  }

  const sending: Record<string, (session: Session, input: never) => Promise<unknown>> = {
    GetSessionEmbedUrl: async (session, input) => session.client(QuickSightClient, 'QuickSight').send(new GetSessionEmbedUrlCommand(input)),
    GetDashboardEmbedUrl: async (session, input) => session.client(QuickSightClient, 'QuickSight').send(new GetDashboardEmbedUrlCommand(input)),
    GenerateEmbedUrlForRegisteredUser: async (session, input) => session.client(QuickSightClient, 'QuickSight').send(new GenerateEmbedUrlForRegisteredUserCommand(input)),
    ListDashboards: async (session, input) => session.client(QuickSightClient, 'QuickSight').send(new ListDashboardsCommand(input)),
    ListAnalyses: async (session, input) => session.client(QuickSightClient, 'QuickSight').send(new ListAnalysesCommand(input)),
    CreatePresignedDomainUrl: async (session, input) => session.client(SageMakerClient, 'SageMaker').send(new CreatePresignedDomainUrlCommand(input)),
  };

  describe("through the session's clients", () => {
    for (const [index, vector] of vectors.entries()) {
      const send = sending[vector.operation];
      if (!send) continue;
      it(`${vector.operation}, vector ${index}`, async () => {
        const session = await aws.open();
        assert.deepEqual(await sent(vector.operation, () => send(session, vector.input as never)), expected(vector));
      });
    }
    it('every operation has one', () => {
      for (const operation of Object.keys(sending)) assert.ok(vectors.some((vector) => vector.operation === operation), operation);
    });
  });

  describe('through the functions that mint and list', () => {
    /** A session of the vectors' account, whose QuickSight user is known or not. */
    async function sessionOf(input: Vector['input']): Promise<Session> {
      const session = await aws.open();
      await session.once(callerIdentity, () => Promise.resolve({ accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/ana' }));
      const arn = input.UserArn as string | undefined;
      await session.once(quickSightUser, () =>
        Promise.resolve(arn === undefined ? { known: false, why: 'of the vector' } : { known: true, arn, name: 'of the vector', role: 'ADMIN', identityRegion: 'us-east-1' }),
      );
      return session;
    }

    /** A vector with these members of its input and no others, so that a function that takes them can send it. */
    const vectorOf = (operation: string, ...members: string[]) => {
      const found = vectors.filter((vector) => vector.operation === operation && Object.keys(vector.input).sort().join() === members.sort().join());
      assert.ok(found.length > 0, `no vector of ${operation} with ${members.join()}`);
      return found;
    };
    /** A vector without what the functions never send. */
    const without = (vector: Vector, members: string[], names: string[]): Vector => {
      const drop = (from: unknown, keys: string[]) => (typeof from === 'object' && from !== null ? Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key))) : from);
      return { ...vector, request: { ...vector.request, query: drop(vector.request.query, names) as Record<string, unknown>, body: drop(vector.request.body, members) } };
    };

    it('GetSessionEmbedUrl', async () => {
      for (const vector of vectorOf('GetSessionEmbedUrl', 'AwsAccountId', 'EntryPoint')) {
        const session = await sessionOf(vector.input);
        assert.deepEqual(await sent(vector.operation, () => mintConsoleUrl(session, vector.input.EntryPoint as EntryPoint, ['http://localhost:8080'])), expected(vector));
      }
    });

    it('GetDashboardEmbedUrl, but for the lifetime', async () => {
      const [vector] = vectorOf('GetDashboardEmbedUrl', 'AwsAccountId', 'DashboardId', 'IdentityType', 'SessionLifetimeInMinutes');
      const session = await sessionOf(vector!.input);
      assert.deepEqual(await sent(vector!.operation, () => mintDashboardUrl(session, { id: vector!.input.DashboardId as string, name: '', publishedVersion: 1 }, [])), expected(without(vector!, [], ['session-lifetime'])));
    });

    it('GenerateEmbedUrlForRegisteredUser, but for the lifetime', async () => {
      const [vector] = vectorOf('GenerateEmbedUrlForRegisteredUser', 'AwsAccountId', 'UserArn', 'SessionLifetimeInMinutes', 'AllowedDomains', 'ExperienceConfiguration');
      const { AllowedDomains, ExperienceConfiguration } = vector!.input as { AllowedDomains: string[]; ExperienceConfiguration: { QuickSightConsole: { InitialPath: EntryPoint } } };
      const session = await sessionOf(vector!.input);
      assert.deepEqual(
        await sent(vector!.operation, () => mintConsoleUrl(session, ExperienceConfiguration.QuickSightConsole.InitialPath, AllowedDomains)),
        expected(without(vector!, ['SessionLifetimeInMinutes'], [])),
      );
    });

    it('CreatePresignedDomainUrl', async () => {
      for (const vector of [...vectorOf('CreatePresignedDomainUrl', 'DomainId', 'UserProfileName'), ...vectorOf('CreatePresignedDomainUrl', 'DomainId', 'UserProfileName', 'SpaceName')]) {
        aws.emulator.requests.length = 0;
        const { DomainId: id, UserProfileName: userProfile, SpaceName: space } = vector.input as Record<string, string>;
        const session = await sessionOf(vector.input);
        const domain = { kind: 'domain', id: id!, arn: '', name: id!, status: 'InService', details: { known: true, authMode: 'IAM' } } as const;
        assert.deepEqual(await sent(vector.operation, () => mintStudioUrl(session, { domain, userProfile: userProfile!, ...(space !== undefined && { space }) })), expected(vector));
      }
    });

    it('ListDashboards and ListAnalyses, but for the size of a page', async () => {
      for (const [operation, list] of [['ListDashboards', listDashboards], ['ListAnalyses', listAnalyses]] as const) {
        const [vector] = vectorOf(operation, 'AwsAccountId', 'MaxResults');
        const session = await sessionOf(vector!.input);
        const { query, ...rest } = await sent(operation, () => list(session));
        const wanted = expected(vector!);
        assert.deepEqual(rest, { method: wanted.method, path: wanted.path, target: wanted.target, body: wanted.body });
        assert.deepEqual(Object.keys(query), Object.keys(wanted.query));
        assert.deepEqual(query, { 'max-results': '100' });
      }
    });
  });
});
