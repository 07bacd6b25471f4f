import { z } from 'zod';
import { timeIntervals } from '../routing/calendar.ts';
import { causeRuleList } from '../routing/cause-rules.ts';
import { inhibitRuleList } from '../routing/inhibit-rules.ts';
import { maintenanceList } from '../routing/maintenance.ts';
import { receiverList, routeTree } from '../routing/shapes.ts';
import { leaf } from './leaf.ts';
import { severities } from './levels.ts';

/** Who is told and who is woken, in Alertmanager's words. Only a file says it. */
export const routingLeaves = {
  receivers: {
    ...leaf(null, receiverList.nullable().default(null), 'Who can be told and woken: the teams.'),
    secretKeys: ['routing_key', 'url', 'secret', 'token', 'signing_secrets', 'app_token'],
  },
  route: leaf(
    null,
    routeTree.nullable().default(null),
    'Who is told of what: a tree, in Alertmanager’s words.',
  ),
  own_trouble: leaf(
    null,
    z.string('Write the name of a receiver.').nullable().default(null),
    'Name of the receiver that is told, and woken, when the relay itself is in trouble; that of the root route otherwise.',
  ),
  time_intervals: leaf(
    null,
    timeIntervals.default([]),
    'Named parts of the calendar, for routes and maintenance.',
  ),
} as const;

/** What the operators know of their system. Only a file says it. */
export const knowledgeLeaves = {
  severities: leaf(
    null,
    severities.default({}),
    'How severe a level of Sentry’s is, where it is not as usual, for example warning: error.',
  ),
  inhibit_rules: leaf(
    null,
    inhibitRuleList.default([]),
    'What need not be told while something else goes on that explains it, in Alertmanager’s words.',
  ),
  maintenance: leaf(
    null,
    maintenanceList.default([]),
    'Work that is known beforehand: what it meets makes no message and wakes nobody while it lasts.',
  ),
  'correlation.rules': leaf(
    null,
    causeRuleList.default([]),
    'What belongs together, by your own knowledge: errors that match and give the same key have one cause.',
  ),
} as const;
