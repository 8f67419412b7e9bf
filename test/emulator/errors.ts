/**
 * An error as AWS answers it. The status is the modelled one of the operation unless given; 400 where the model has
 * none (which is what the JSON and query protocols answer for every fault of the caller).
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number | undefined;

  constructor(code: string, message: string, status?: number) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}
