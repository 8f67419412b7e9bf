import { QuickSightClient } from '@aws-sdk/client-quicksight';
import { callerIdentity } from '../aws/callerIdentity.ts';
import type { Session } from '../aws/session.ts';

/** What every QuickSight call starts from: the client, the account, and the session's end as its abort signal. */
export async function quickSight(session: Session, region = session.region) {
  const client = session.client(QuickSightClient, 'QuickSight', region);
  const { accountId } = await callerIdentity(session);
  return { client, AwsAccountId: accountId, options: { abortSignal: session.signal } };
}
