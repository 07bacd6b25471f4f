/** Name of an environment, in the words that it is made of: lower case, without accents, digits at their edges apart. */
export function wordsOf(name: string): readonly string[] {
  const short = name.slice(0, longestName);
  // Nearly every name is plain, and every alert brings one.
  if (/^[a-z0-9_.-]*$/.test(short)) return short.match(/[a-z0-9]+/g)?.flatMap(edgesApart) ?? [];
  const spaced = short.replaceAll(
    /(\p{Ll})(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})|(\p{Nd})(?=\p{Lu}\p{Ll})/gu,
    '$1$2$3 ',
  );
  // Chinese and Japanese write "environment" behind the word, without a blank.
  const known = plain(spaced)
    .slice(0, 2 * longestName)
    .replaceAll(/環境|环境/gu, ' ');
  return known.match(/[\p{L}\p{Nd}]+/gu)?.flatMap(edgesApart) ?? [];
}

/** Sentry's own bound is 64 characters (develop.sentry.dev, "Event Payloads"); a client may write more. */
const longestName = 200;

/** `uat1` is `uat` and `1`; `e2e` is one word, as is `v2x`. */
function edgesApart(chunk: string): readonly string[] {
  if (!/\d/.test(chunk)) return [chunk];
  const word = chunk.replace(/^\d+/, '').replace(/(?<!\d)\d+$/, '');
  const [before = '', after = ''] = word === '' ? [chunk] : chunk.split(word, 2);
  return [before, word, after].filter((part) => part !== '');
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Words, as `wordsOf` gives them. */
const words = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(/\s+/)
      .filter((word) => word !== '')
      .map(plain),
  );

/** Whose customers these are is said by one of these, and it wins: `demo-customer-production`, `prod-ci-1`. */
export const productionWords = words(`
  prod production prods prd prdn live
  produccion producao produktion produzione productie produkcja produkce producion productivo 本番 生产 生產 прод продакшн
`);

/** Before a production word they say the contrary: `pre-prod`, `not production`. `no` is Norway as often. */
export const negations = words('pre non not vor near quasi');

/** Behind a production word they say that it is only something like it: `prod-copy`. */
export const likenesses = words('copy clone like lookalike simulation');

/** Whatever stands beside them, nobody is to be woken. Glued spellings stand for themselves; inside other words none counts. */
export const quietWords = words(`
  dev devel develop development devs devtest devbox devserver devcontainer devnet localdev
  local localhost localdevelopment localstack
  test tests testing tst testbed testenv testflight testnet testsuite
  qa qas qat uat sit
  stag stage staging stages stg stge stagging
  sandbox sandboxes sbx sandpit playground scratch
  preview previews review ephemeral throwaway
  ci cicd cypress playwright e2e endtoend
  demo demos poc prototype mock mocks dummy
  acc acceptance accept acpt int perf loadtest loadtests loadtesting perftest perftests stresstest benchmark
  debug emulator simulator storybook
  preprod preproduction preprd prelive prodlike prodcopy
  nonprod nonproduction nonprd nonlive notprod notproduction
  homolog homol homologacao homologacion hml desenvolvimento teste testes
  desarrollo prueba pruebas preproduccion
  recette developpement preprod qualif qualification
  entwicklung entw abnahme testumgebung vorproduktion schulung
  sviluppo collaudo acceptatie ontwikkeling utveckling utvikling udvikling
  開発 検証 テスト ステージング 测试 測試 开发 開發 预发 预发布 тест тестовый разработка
`);

/**
 * These name a quiet environment only where nothing but numbers and quiet words stand with them: `integration`,
 * `load-2`; beside anything else they may be what a product is about (`integration-eu`, `developer-portal`).
 */
export const quietAlone = words(`
  developer integration integ load stress soak performance training validation
  feature branch build builds temp tmp
`);

/** A branch's own environment begins so: `feature-new-cart`, `branch/x`. */
export const branchWords = words('feature feat branch bugfix dependabot renovate');

/** With a number behind them they are a change under review: `pr-1234`, `mr 12`, `pull-request-7`. */
export const changeWords = words('pr mr pull request');
