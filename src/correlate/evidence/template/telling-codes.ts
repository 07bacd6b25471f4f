/** Words that introduce a status of HTTP. */
const statusKey = /^(?:status|code|http(?:\/[\d.#]+)?|status_?code|error)["']?[:=]?$/i;
/** A good status is a value like any other; a bad one says what broke. */
const badStatus = /^[45]\d\d$/;
const stateKey = /^sqlstate:?$/i;
const state = /^[0-9A-Z]{5}$/;
const codeKey = /(?:^|[^a-z])(?:err|error|errno|code|err_?code|error_?code|exception)["']?[:=]?$/i;
const codeName = /^(?:[A-Z][A-Z0-9_]{3,40}|[a-z]{2,20}(?:_[a-z]{2,20}){1,4})$/;

/**
 * Whether a value is the code by which an error is known, so that it tells one error from another: 503 behind "status",
 * 42P01 behind "SQLSTATE", ECONNRESET or invalid_grant behind "code" or "error".
 * @param key What stands before it, as it is written.
 */
export function isTellingCode(key: string, value: string): boolean {
  const length = value.length;
  if (length === 3) return badStatus.test(value) && statusKey.test(key);
  if (length === 5 && state.test(value) && stateKey.test(key)) return true;
  return length > 3 && length <= 100 && codeName.test(value) && codeKey.test(key);
}
