import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { mask } from '../../src/mask.ts';
import { BearerUrl } from '../../src/mintedUrl.ts';
import { mintConsoleUrl, mintDashboardUrl } from '../../src/quicksight/embedUrl.ts';
import { listDashboards } from '../../src/quicksight/lists.ts';
import { listDomains } from '../../src/sagemaker/lists.ts';
import { mintStudioUrl } from '../../src/sagemaker/studioUrl.ts';
import { secretsOf, useAws } from './support/aws.ts';

/** The secret access key of the AWS documentation: 40 characters, though with fewer digits than a real one. */
const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const SESSION_TOKEN = `IQoJb3JpZ2luX2Vj${'c3R1ZGlvL0V4YW1wbGU5K1Rva2VuLzQyYWJjREVG'.repeat(8)}==`;

describe('mask', () => {
  const aws = useAws();
  let minted: string[] = [];
  before(() => (minted = []));

  async function mintSome(): Promise<string[]> {
    if (minted.length > 0) return minted;
    const session = await aws.open();
    const [dashboard] = (await listDashboards(session)).items;
    const [domain] = (await listDomains(session)).items;
    const urls = [
      await mintDashboardUrl(session, dashboard!, ['http://localhost:8080']),
      await mintConsoleUrl(session, '/start', []),
      await mintStudioUrl(session, { domain: domain!, userProfile: 'ana-lopez' }),
      await mintStudioUrl(session, { domain: domain!, userProfile: 'ana-lopez', space: 'ana-notebooks' }),
    ];
    minted = urls.map(({ url }) => url.reveal());
    assert.deepEqual(minted, aws.emulator.minted.map(({ url }) => url).slice(-4));
    return minted;
  }

  function assertMasked(text: string, secrets: string[]): void {
    const masked = mask(text);
    for (const secret of secrets) assert.ok(!masked.includes(secret), `"${secret}" is still in: ${masked}`);
  }

  describe('takes out', () => {
    it('every minted URL but its host', async () => {
      for (const url of await mintSome()) {
        assert.equal(mask(`GET ${url} failed`), `GET ${new URL(url).origin}/… failed`);
        for (const text of [`"${url}"`, `<${url}>`, `(${url})`, `{"EmbedUrl":${JSON.stringify(url)}}`, `url=${url}`, `${url},${url}`, `see:${url}\nand then`]) assertMasked(text, secretsOf(url));
      }
    });

    it('a minted URL anywhere in any text', async () => {
      const urls = await mintSome();
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...urls), fc.string({ unit: 'grapheme' }), (text, url, more) => {
          assertMasked(text + url + more, secretsOf(url));
        }),
        { numRuns: 500, examples: [['a', urls[0]!, 'b'], ['1', urls[2]!, '2'], ['_', urls[1]!, '_'], ['https://', urls[0]!, ''], ['https://example.com/', urls[2]!, ''], ['arn:', urls[0]!, '']] },
      );
    }).timeout(10_000);

    it('the path and query of a minted URL without its host', async () => {
      for (const url of await mintSome()) {
        const query = url.slice(url.indexOf('?') + 1);
        assertMasked(`request to ${query}`, secretsOf(url).filter((secret) => !/^[0-9a-f]{32}$/.test(secret)));
      }
    });

    it('user names and passwords in a URL', () => {
      assert.equal(mask('via http://ana:pa55word@proxy.example:3128/x'), 'via http://proxy.example:3128/…');
    });

    it('presigned S3 URLs', () => {
      const url = `https://bucket.s3.eu-west-1.amazonaws.com/report.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Security-Token=${SESSION_TOKEN}&X-Amz-Signature=4f1c${'0a9b'.repeat(15)}`;
      assert.equal(mask(url), 'https://bucket.s3.eu-west-1.amazonaws.com/…');
      assertMasked(url.slice(url.indexOf('?') + 1), ['AKIAIOSFODNN7EXAMPLE', SESSION_TOKEN, '4f1c0a9b']);
    });

    it('access key ids', () => {
      assert.equal(mask('The key AKIAIOSFODNN7EXAMPLE is inactive, ASIAIOSFODNN7EXAMPLE too'), 'The key AKIA… is inactive, ASIA… too');
    });

    it('secret keys and session tokens, named or not', () => {
      for (const secret of [SECRET_KEY, SESSION_TOKEN]) {
        for (const text of [secret, `key ${secret} end`, `"${secret}"`, `aws_secret_access_key = ${secret}`, `SecretAccessKey: "${secret}"`, `{"SessionToken":"${secret}"}`, `x-amz-security-token:${secret}\n`, `a\n${secret}\nb`]) assertMasked(text, [secret]);
      }
    });

    it('a named secret that looks like words', () => {
      const secret = 'AbsolutelyPlainWordsThatAreTheSecretKeys';
      assert.equal(secret.length, 40);
      for (const text of [`aws_secret_access_key = ${secret}`, `SecretAccessKey: "${secret}"`, `{"secretAccessKey":"${secret}"}`, `aws_session_token=${secret}`, `"sessionToken": "${secret}"`, `"SigninToken":"${secret}"`]) assertMasked(text, [secret]);
    });

    it('nearly every random run of the length of a secret key', () => {
      const missed = Array.from({ length: 5000 }, () => randomBytes(30).toString('base64')).filter((key) => mask(`key ${key}`).includes(key));
      // Some random text reads like words: about 1 in 10,000. Where it is named it is masked all the same.
      assert.ok(missed.length <= 8, `${missed.length} of 5000, such as ${missed[0]}`);
    });

    it('what a signature error tells of the request', () => {
      const masked = mask(
        [
          'The request signature we calculated does not match the signature you provided.',
          '',
          'The Canonical String for this request should have been',
          "'GET",
          '/accounts/123456789012/dashboards',
          'max-results=100',
          'host:quicksight.eu-west-1.amazonaws.com',
          'x-amz-date:20260101T120000Z',
          `x-amz-security-token:${SESSION_TOKEN}`,
          '',
          'host;x-amz-date;x-amz-security-token',
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
          `Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/quicksight/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'4f1c0a9b'.repeat(8)}`,
        ].join('\n'),
      );
      for (const secret of [SESSION_TOKEN, SESSION_TOKEN.slice(0, 40), SESSION_TOKEN.slice(-40), 'AKIAIOSFODNN7EXAMPLE', '4f1c0a9b4f1c0a9b']) assert.ok(!masked.includes(secret), secret);
      assert.match(masked, /^The request signature we calculated does not match the signature you provided\.\n\nThe Canonical String/);
    });
  });

  describe('leaves alone', () => {
    const readable = [
      'Nothing secret here.',
      'The security token included in the request is invalid.',
      'The security token included in the request is expired',
      'Embedding failed because of invalid URL or authorization code',
      'AccessDenied: status code: 403, request id: 6f1d2a34-9c1b-4a44-9a55-0d4c8d7e1f20',
      'User: arn:aws:sts::418205337716:assumed-role/AWSReservedSSO_AdministratorAccess_5d1c6f0a9b3e7c42/bo.lindqvist@fjellmark.example is not authorized to perform: quicksight:GenerateEmbedUrlForRegisteredUser on resource: arn:aws:quicksight:us-east-1:418205337716:user/default/AWSReservedSSO_AdministratorAccess_5d1c6f0a9b3e7c42/bo.lindqvist@fjellmark.example because no identity-based policy allows the action',
      'QuickSight has no user AWSReservedSSO_AdministratorAccess_5d1c6f0a9b3e7c42/bo.lindqvist@fjellmark.example in the namespace default',
      'Dashboard 1d0f1c7a-0b7e-4c2a-8d58-6a9ce1b2f3a4 in eu-west-1 has no published version',
      'quicksight:GenerateEmbedUrlForRegisteredUserWithIdentity',
      "ENOENT: no such file or directory, open '/home/ana/.aws/config'",
      '/Users/AnaLopez/Library/Application Support/Code/User2/globalStorage/quickstudio.quickstudio',
      '/home/ana/Projects/FjellmarkAnalytics2026/QuickStudio/src/quicksight/embedUrl.ts:42:7',
      'C:\\Users\\ana\\.aws\\credentials',
      'connect ECONNREFUSED 127.0.0.1:8080',
      'arn:aws:sagemaker:eu-west-1:418205337716:user-profile/d-h2k8vq4nfjel/ana-lopez',
      'The execution role arn:aws:iam::418205337716:role/service-role/AmazonSageMaker-ExecutionRole-20260101T120000 cannot be assumed by sagemaker.amazonaws.com.',
      'Operation is being called from endpoint eu-west-1, but your identity region is us-east-1. Please use the us-east-1 endpoint.',
      'Session: profile demo (setting), region eu-west-1 (profile), endpoint localhost:4566',
      'QuickSight ListDashboards · eu-west-1 · 120 ms · HTTP 200 · request 6f1d2a34-9c1b-4a44-9a55-0d4c8d7e1f20',
      '',
    ];
    for (const text of readable) it(JSON.stringify(text).slice(0, 90), () => assert.equal(mask(text), text));

    it('the host of a URL', () => assert.equal(mask('https://quicksight.eu-west-1.amazonaws.com:443/'), 'https://quicksight.eu-west-1.amazonaws.com:443/…'));

    it('what was masked before', () => {
      for (const text of [`GET https://example.com/a?code=${SECRET_KEY}`, `token=${SECRET_KEY} AKIAIOSFODNN7EXAMPLE`]) assert.equal(mask(mask(text)), mask(text));
    });
  });

  it('never throws', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof mask(text) === 'string'))).timeout(10_000);

  it('is quick on long texts', () => {
    const startedAt = process.cpuUsage();
    for (const piece of ['a', 'aA1', 'https://', 'token=', 'code=', 'code = ', ' \n', 'arn:', '/', '_']) mask(piece.repeat(100_000 / piece.length));
    const { user } = process.cpuUsage(startedAt);
    assert.ok(user < 1_000_000, `${user / 1000} ms`);
  }).timeout(10_000);
});

describe('BearerUrl', () => {
  const secret = 'https://eu-west-1.quicksight.aws.amazon.com:8443/embed/0123456789abcdef/dashboards/x?code=AYABe%2Bsecret%2f~+&isauthcode=true';
  const bearer = new BearerUrl(secret);
  const minted = { url: bearer, operation: 'GetDashboardEmbedUrl' };

  it('reveals the URL byte for byte', () => assert.equal(bearer.reveal(), secret));
  it('tells its origin', () => assert.equal(bearer.origin, 'https://eu-west-1.quicksight.aws.amazon.com:8443'));

  const shown: Record<string, () => string> = {
    'JSON.stringify': () => JSON.stringify(minted),
    'String()': () => String(bearer),
    'a template': () => `at ${bearer as unknown as string}`,
    // eslint-disable-next-line @typescript-eslint/no-misused-spread -- that is what is tried
    'a spread copy': () => inspect({ ...bearer }, { showHidden: true }),
    'string concatenation': () => 'at ' + (bearer as unknown as string),
    'util.inspect': () => inspect(minted, { depth: Infinity, showHidden: true }),
    'util.inspect, bare': () => inspect(bearer, { customInspect: false, showHidden: true, getters: false }),
    'Object.keys and values': () => JSON.stringify([Object.keys(bearer), Object.values(bearer), Object.getOwnPropertyNames(bearer)]),
    structuredClone: () => inspect(structuredClone(minted), { showHidden: true }),
    'the cause of an error': () => inspect(new Error('failed', { cause: minted }), { showHidden: true }),
    'an assertion': () => {
      try {
        assert.deepEqual(minted, {});
      } catch (error) {
        return inspect(error);
      }
      return assert.fail('It should differ.');
    },
  };
  for (const [how, show] of Object.entries(shown)) {
    it(`is not given away by ${how}`, () => {
      const text = show();
      for (const part of ['embed/', '0123456789abcdef', 'AYABe', 'isauthcode']) assert.ok(!text.includes(part), text);
    });
  }

  it('shows what it is instead', () => {
    assert.equal(String(bearer), '[masked URL]');
    assert.equal(JSON.stringify(minted), '{"url":"[masked URL]","operation":"GetDashboardEmbedUrl"}');
  });
});
