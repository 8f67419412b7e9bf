// The one place that takes secrets out of text before a person or a log sees it.

const URL_PATTERN = /\bhttps?:\/\/([^\s/?#"'<>\\]+)[^\s"'<>\\]*/gi;
const ACCESS_KEY_ID = /\b(A[A-Z]IA)[A-Z0-9]{12,}\b/g;
const NAMED_SECRET = /\b(code|token|authcode|auth_code|secret|password|signature|credential|x-amz-security-token)(["']?\s*[=:]\s*["']?)([^\s"'&,;]+)/gi;
/** Base64 of 40 characters or more: secret keys, session tokens, auth codes. */
const OPAQUE = /[A-Za-z0-9+/=_-]{40,}/g;

/**
 * Takes every URL's path and query, access key ids, and whatever looks like a key, token or auth code out of a text.
 * ARNs stay: people need to read which one was tried.
 */
export function mask(text: string): string {
  return text
    .replace(URL_PATTERN, (_url, host: string) => `${_url.slice(0, _url.indexOf('://'))}://${host.slice(host.lastIndexOf('@') + 1)}/…`)
    .replace(NAMED_SECRET, '$1$2…')
    .replace(ACCESS_KEY_ID, '$1…')
    .split(/(\s+)/)
    .map((word) => (/^\W?arn:/.test(word) ? word : word.replace(OPAQUE, (run) => (looksRandom(run) ? '…' : run))))
    .join('');
}

/** Names and paths are words; secrets mix digits, lower and upper case. */
function looksRandom(run: string): boolean {
  return /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run);
}
