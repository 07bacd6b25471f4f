/** The inputs of a check, by the names that action.yml gives them, with what an empty one means. */
export const inputDefaults = {
  'relay-url': '',
  'drill-secret': '',
  token: '',
  environment: 'production',
  service: '',
  release: '',
  expect: '',
  timeout: '60s',
  'max-ack-ms': '1000',
  'max-slack-ms': '10000',
  'max-page-ms': '10000',
  scenario: 'single',
  'on-failure': 'fail',
  'record-deploy': 'true',
  retries: '0',
} as const;

/** The name of an input. */
export type InputName = keyof typeof inputDefaults;

/** All names, in the order in which they are documented. */
export const inputNames = Object.keys(inputDefaults) as readonly InputName[];

/** Those whose texts are never shown. */
export const secretInputs = ['drill-secret', 'token'] as const satisfies readonly InputName[];

/** Texts as they were given; a missing one counts as empty, and an empty one as its default. */
export type RawInputs = Readonly<Partial<Record<InputName, string>>>;
