import { hostsIn } from './hosts.ts';

/** What a server answers to whoever asked for what is not there, or not for them, and what frameworks call it. Lower case. */
const askedWrongly = new RegExp(
  [
    '(?:status|http|code|error|exception)[a-z ]{0,12}[ :=(]{1,3}4(?:0[0134569]|1[0-8]|2[2-6]|31|51)\\b',
    '\\b4(?:0[0134569]|1[0-8]|2[2-6]|31|51)\\b[ :,()-]{1,3}(?:client error|bad request|unauthori[sz]ed|forbidden|not found|method not|not acceptable|conflict|gone|unprocessable|precondition|payload|request entity|uri too|unsupported media)',
    'http404|notfoundhttpexception|methodnotallowedhttp|no route matches|actioncontroller::routingerror|noresourcefoundexception|nohandlerfoundexception|no static resource|page not found|requested url was not found|cannot (?:get|head|post|put|patch|delete) \\/|invalidauthenticitytoken|disallowedhost|badrequestkeyerror',
  ].join('|'),
);

/** What it answers to whoever was logged in for too long, or is not. */
const loggedOut =
  /jwt ?expired|expired ?jwt|tokenexpired(?:error|exception)?\b|expiredsignature|signature has expired|(?:token|session) (?:has |is |was )?(?:been )?expired|expired (?:session|access token|id token)|session (?:has )?timed out|(?:csrf|xsrf) token|invalid(?: or expired)? (?:session|jwt)\b|authentication credentials were not provided|(?:user|you) (?:is|are) not (?:authenticated|logged in)|(?:login|log-in|sign-in) required|notauthenticated/;

/** The other side is there, and has an answer: it does not have what was asked for, or cannot use what it was sent. */
const answeredElsewhere =
  /\b4(?:0[4569]|1[0-8]|2[2-4]|28|31|51) client error: [^\n]{0,60}? for url\b|\bclient error: `[a-z]{3,7} [^`\n]{1,300}` resulted in a `4(?:0[4569]|1[0-8]|2[2-4]|28|31|51) /;

/** What only a service's own account at another has. */
const ownAccount =
  /invalid_grant|invalid_client|unauthorized_client|security token|service ?account|client[_ ]secret|api[ _-]?key|secret ?key|when calling the|for url|assume ?role|aadsts|credentials provider|registry|upstream/;

/**
 * Whether lower-case text tells of nothing but a request that a client made wrongly, or too late: a page that is not there,
 * a session that is over. Every server answers so all day. What was refused to a service itself, at a host or by an
 * engine that is named, is another matter.
 */
export function saysClientErred(text: string): boolean {
  if (answeredElsewhere.test(text)) return true;
  if (!askedWrongly.test(text) && !loggedOut.test(text)) return false;
  return !ownAccount.test(text) && hostsIn(text).length === 0;
}
