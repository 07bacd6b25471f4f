import { counted } from '../text/figures.ts';
import { inUtc } from './amounts.ts';
import { undoneWords } from './belonging-words.ts';
import type { entries } from './entries.ts';
import { refusalSentence } from './refusal-words.ts';
import type { WordsFor } from './vocabulary.ts';

/** What becomes of an entry, in sentences. */
export const entriesWords: WordsFor<typeof entries> = {
  'new-issue': () => 'First alert of a new issue.',
  'new-issue-of-same-trouble': ({ of }) => `New issue of the same trouble as ${of}.`,
  'known-issue': () => 'Known issue.',
  'happened-before-resolve': () => 'It happened before the issue was resolved.',
  'straggler-after-resolve': () => 'Still arriving after a human resolved it.',
  'straggler-after-archive': () => 'Still arriving after it was archived.',
  'fires-beside-others': () => 'Its issue fires again while the incident is open.',
  'resolve-ends-nothing': () => 'An alert newer than this resolve is known, so it ends nothing.',
  'issue-ended': ({ how }) => `The issue was ${how} in Sentry.`,
  'issue-assigned': () => 'Assigned in Sentry.',
  'handled-by-person': ({ action, who }) => `${action} by ${who}`,
  pressed: ({ action, who, user }) => `Pressed in Slack by ${who} (${user}): ${action}.`,
  'acknowledged-beside': ({ who, user, first, since }) =>
    `Acknowledged by ${who}${user === null ? '' : ` (${user})`} too: ${first ?? 'somebody'} has it since ${inUtc(since)}.`,
  'regrouped-by-person': ({ who, undone }) => `merged by ${who}.${undoneWords(undone)}`,
  'context-read': ({ users, events }) =>
    `Sentry was asked about it: ${users ?? 'unknown'} users, ${events ?? 'unknown'} events since it began.`,
  'sentry-unheard': ({ alerts }) =>
    alerts === 0
      ? 'What Sentry fires comes here again.'
      : `Sentry says that ${counted(alerts, 'alert')} fired of which no webhook came.`,
  reconstructed: ({ title, what }) =>
    `Reconstructed from Sentry, since no webhook had told of it: ${title} ${what === 'fires' ? 'fires' : `was ${what}`}.`,
  'hook-ui-component': aside('a UI component asked for something, and the relay has none'),
  'hook-comment': aside('somebody wrote or changed a comment in Sentry'),
  'hook-installation': aside('the integration was installed or removed in Sentry'),
  'hook-seer': aside("it tells of the progress of Sentry's Seer"),
  'hook-mobile-build': aside('it tells of a mobile build'),
  'hook-build-size': aside('it tells of the size of a mobile build'),
  'hook-unknown': aside('the relay does not know this resource'),
  'hook-new-action': aside('this action is new to the relay'),
  'hook-neither-fires-nor-ends': aside('this action neither fires nor ends anything that the relay knows of'),
  'hook-activity': ({ hook, activity }) =>
    `${hook} was set aside: its activity "${activity}" neither fires nor ends anything.`,
  'issue-without-incident': ({ resource }) => `${resource} of an issue that has no incident here.`,
  'no-such-incident': ({ incident }) => `There is no incident ${incident} in memory.`,
  'incident-resolved-already': ({ incident }) => `Incident ${incident} is resolved already.`,
  'acknowledged-already': ({ incident, who }) =>
    `Incident ${incident} was acknowledged by ${who ?? 'somebody'} already.`,
  'paged-already': ({ incident }) => `Somebody was woken for incident ${incident} already, and it is open.`,
  'assigned-already': ({ incident, who }) => `Incident ${incident} is ${who}'s already.`,
  'muted-already': ({ incident, who, until }) =>
    `Incident ${incident} is muted already, by ${who}${until === null ? '' : ` until ${inUtc(until)}`}.`,
  'not-muted': ({ incident }) => `Incident ${incident} is not muted.`,
  'room-there-already': ({ incident }) => `Incident ${incident} has a channel of its own already.`,
  'no-room-to-archive': ({ incident }) =>
    `Incident ${incident} has no channel that could be archived: there is none, it is not resolved, or it is archived already.`,
  'no-rooms-here': () => 'Channels for single incidents are not turned on (SLACK_STORM_CHANNELS).',
  'room-noted': ({ incident }) => `The channel of ${incident} is there.`,
  'no-pager-to-page': () => 'No pager is configured, so nobody can be woken.',
  'drill-is-no-trouble': ({ incident }) => `Incident ${incident} is a drill: nothing is broken.`,
  'press-unknown': ({ action }) => `Nothing is known to this relay that "${action}" would do.`,
  'regroup-refused': ({ why }) => refusalSentence(why),
  'policy-taken': () => 'A new policy.',
  'lane-reset': ({ lane, who }) => `Lane ${lane} works again, says ${who}: it is tried at once.`,
  'own-trouble-noted': ({ trouble, state }) => `Trouble of the relay itself, ${trouble}: ${state}.`,
  'lane-reported': ({ lane, state }) => `Lane ${lane} is ${state}.`,
  'on-call-noted': ({ people }) =>
    people.length === 0 ? 'It is not known who is on call.' : `On call: ${people.join(', ')}.`,
  'context-known': ({ incident }) => `Sentry told nothing new of incident ${incident}.`,
  'caught-up-known': ({ issue }) => `What Sentry says of issue ${issue} is known here.`,
  'unheard-known': ({ org }) => `Whether what Sentry fires in ${org} comes here is told already.`,
  'sentry-back-told': ({ incident }) =>
    `What became of the issues of incident ${incident} in Sentry is known already.`,
  'deploy-noted': ({ service }) => `A deploy of ${service}: shown with what breaks soon after.`,
  'timer-came-due': () => 'A timer came due.',
  'silence-added': ({ silence, who }) => `Silence ${silence} was added by ${who}.`,
  'silence-ended': ({ silence, who }) => `Silence ${silence} was ended by ${who}.`,
  'silence-over-already': ({ silence }) => `Silence ${silence} is over already.`,
  'no-such-silence': ({ silence }) => `There is no silence ${silence}.`,
  'too-many-silences': ({ most }) =>
    `There are ${most} silences already, and all of them still hold, or will.`,
  'suppressed-by-silence': ({ incident, silence, who }) =>
    `Silence ${silence} of ${who} keeps incident ${incident} quiet.`,
  'suppressed-by-maintenance': ({ incident, maintenance }) =>
    `The maintenance ${maintenance} keeps incident ${incident} quiet.`,
  'suppressed-by-inhibition': ({ incident, source, rule }) =>
    `Incident ${incident} is told to nobody while ${source} goes on, which stands for it by the rule ${rule}.`,
  'suppressed-by-interval': ({ incident, interval }) =>
    `Nobody is told of incident ${incident} before the time interval ${interval} lets them be.`,
  'suppressed-by-shadow': ({ incident, receiver }) =>
    `Incident ${incident} is told to nobody: ${receiver} is in the shadow, so what it would get is only recorded.`,
  'drill-unsigned': () => 'It is kept as a drill, but was not signed as one.',
  'drill-nonce-unknown': () => 'It is signed as a drill, but no registered drill has its nonce.',
  'drill-nonce-spent': ({ drill, alerts }) =>
    `The nonce of drill ${drill} is used up: it announced ${alerts} alerts.`,
  'drill-alert-late': ({ drill, result }) => `It belongs to drill ${drill}, which is over (${result}).`,
  'drill-only-fires': () => 'A drill only fires; it is ended through the API.',
  'drill-registered': ({ drill }) => `Drill ${drill} was registered.`,
  'drill-unknown': ({ drill }) => `There is no drill ${drill} (any more).`,
  'drill-over': ({ drill }) => `Drill ${drill} was over already.`,
  'drill-ended': ({ drill, result }) => `Drill ${drill}: ${result}.`,
  'entry-not-applied': ({ why }) => why,
};

function aside(why: string): (said: { readonly hook: string }) => string {
  return ({ hook }) => `${hook} was set aside: ${why}.`;
}
