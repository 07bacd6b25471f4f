/**
 * What happens on any day to somebody, and is no outage while it happens once: what browsers, their extensions and the
 * apps around them throw into every page, and transactions that a database lets wait for each other. Lower case.
 */
const ordinary = new RegExp(
  [
    // Browsers themselves: a page can hardly help it, and its user sees nothing.
    'resizeobserver loop (?:limit exceeded|completed with undelivered)',
    'non-error (?:promise rejection|exception) captured',
    'object not found matching id: ?\\d+, ?methodname',
    '(?:^|[\\n:] ?)script error\\.?(?:\\n|$)',
    "(?:play|pause|load)\\(\\)[^\\n]{0,40} (?:user (?:did not|didn't) interact|interrupted by)",
    'play\\(\\) (?:failed because|can only be initiated by a user)|user denied permission|the play method is not allowed',
    '(?:localstorage|sessionstorage|indexeddb|cookie)[^\\n]{0,60} access is denied for this document|denied for this document',
    'the operation is insecure',
    'failed to (?:update|register) a serviceworker|failed to unregister a serviceworker|serviceworker[^\\n]{0,60} invalid state',
    // Extensions, translators, and apps that show pages in a view of their own.
    '(?:chrome|moz|safari|safari-web|ms-browser)-extension:\\/\\/|extension context invalidated|webkit-masked-url',
    'message port closed before a response|could not establish connection\\. receiving end does not exist',
    'java(?:script)? (?:bridge|object) (?:is )?(?:gone|deleted)|error invoking [a-z]{1,40}: java',
    "(?:can't find variable: |\\b)(?:gmo|__gcrweb|_autofillcallbackhandler|instantsearchsdkjsbridgeclearhighlight|ucapi|ucbrowser|mttext|weixinjsbridge|zalojsv2|cecurrentvideo|fb_xd_fragment|conduitpage|ebcallbackmessagereceived|myapp_removeallhighlights|atomicfindclose|darkreader|pktannotationhighlighter|originalcreatenotification)\\b(?! (?:service|api))",
    'top\\.globals|bmi_safeaddonload|canvas\\.contentdocument',
    // Databases: whoever lost begins anew.
    'deadlock (?:detected|found when trying to get lock)|deadlocked on (?:lock|.{0,40} resources)|ora-00060|could not serialize access due to',
  ].join('|'),
);

/** A process that was asked to end, as in every roll-out, and what it drops at that. */
const stopping =
  /\b(?:received|got|caught|on) (?:signal )?sigterm\b|\bsigterm (?:was )?(?:received|caught)|\bgraceful(?:ly)? (?:shut|stopp|terminat)|\bserver is shutting down gracefully/;

/** Whether lower-case text tells of what happens on any day, and of nothing that cannot be reached. */
export function saysOrdinary(text: string): boolean {
  return ordinary.test(text);
}

/** Whether lower-case text tells of a process that was asked to end. What it cannot reach any more proves nothing. */
export function saysStopping(text: string): boolean {
  return stopping.test(text);
}

const recovery =
  /(?<!\b(?:not|never|be|t) )\b(?:reconnected|recovered|restored|re-?established|back online|is back|succeeded (?:after|on|at))\b|\breconnecting\b|\bretrying\b|\bwill (?:be )?(?:retry|retried|reconnect|try again)\b|\b(?:next|another) (?:try|attempt|retry) in\b|\bconnect(?:ed|ion) again\b/;
const hopeless =
  /giv(?:e|ing|en) up|gave up|exhausted|\bwill not\b|\bwon't\b|\bunable to reconnect|failed to reconnect|still (?:down|unreachable)/;

/** Whether lower-case text says itself that it is over, or is tried again: as a warning it needs nobody. */
export function saysRecovered(text: string): boolean {
  return recovery.test(text) && !hopeless.test(text);
}
